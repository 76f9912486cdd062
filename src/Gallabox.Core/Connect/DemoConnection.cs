using Microsoft.Extensions.Configuration;

namespace Gallabox.Core.Connect;

/// <summary>Kettle's demo number came through 360dialog: its client and its key there are known, as after a connection.</summary>
public sealed class DemoConnection(NumberKeys keys, ClientBindings bindings, IConfiguration configuration, TimeProvider time)
{
    public async Task EnsureAsync(CancellationToken cancellation)
    {
        var phone = PhoneNumber.Parse("+919876543210");
        await bindings.BindAsync("t4Vn9wCL", "kettle", cancellation);
        if (configuration["Sandbox:DemoChannelKey"] is { } key && configuration["Dialog360:MessagingUrl"] is { } address
            && await keys.FindAsync(phone, cancellation) is null)
            await keys.SaveAsync(phone, new NumberKey("kR7pQ2CH", "demo", address, key, time.GetUtcNow()), cancellation);
    }
}
