using Gallabox.Core.Mail;
using Gallabox.Web.Mail;
using Xunit;

namespace Gallabox.Local.Tests.Mail;

public sealed class SendGridEventsReaderTests : IDisposable
{
    private readonly Delivery delivery = new();

    public void Dispose() => delivery.Dispose();

    [Fact]
    public async Task A_signed_batch_is_read()
    {
        var reading = await ReadAsync("""[{"event":"bounce","sg_event_id":"e1","caseId":"del-7K3QX9MPA2"},{"event":"new"}]"""u8.ToArray());

        var events = Assert.IsType<EventsReading.Events>(reading).Values;
        Assert.Equal(["e1"], events.Where(one => one.Kind == SendGridEventKind.Bounce).Select(one => one.Id));
        Assert.Equal(2, events.Count);
    }

    [Fact]
    public async Task What_is_no_batch_is_refused() =>
        Assert.Equal(new EventsReading.Refused(InboundRefusal.NotUnderstood), await ReadAsync("x"u8.ToArray()));

    [Fact]
    public async Task An_unsigned_batch_is_refused()
    {
        var request = Delivery.Unsigned(new MemoryStream("[]"u8.ToArray()), "application/json");

        Assert.Equal(
            new EventsReading.Refused(InboundRefusal.Unsigned),
            await new SendGridEventsReader(delivery.Settings, TimeProvider.System).ReadAsync(request, default));
    }

    private Task<EventsReading> ReadAsync(byte[] body) =>
        new SendGridEventsReader(delivery.Settings, TimeProvider.System).ReadAsync(delivery.Sign(body, contentType: "application/json"),
            default);
}
