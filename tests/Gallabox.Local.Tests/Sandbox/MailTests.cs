using Xunit;

namespace Gallabox.Local.Tests.Sandbox;

public class MailTests
{
    [Fact]
    public async Task A_sent_mail_can_be_read_with_its_attachments_and_arguments()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.SendGridAsync(Mails.Plain("Asha@kettle.example"));
        await sandbox.SendGridAsync(Mails.Plain("other@kettle.example"));
        var mail = (await sandbox.GetAsync("mail?to=asha@kettle.example")).AsArray().Single()!;
        Assert.Equal(("Your request", "Hello", "<p>Hello</p>"), (mail.Text("subject"), mail.Text("text"), mail.Text("html")));
        Assert.Equal(("del-1", "<del-1@gallabox.example>"), (mail.Text("caseId"), mail.Text("messageId")));
        Assert.Equal("BEGIN:VCALENDAR", mail["attachments"]![0]!.Text("content"));
        Assert.Equal("iVBORw==", mail["attachments"]![1]!.Text("content"));
    }

    [Fact]
    public async Task Processed_and_delivered_follow_with_the_arguments()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.SendGridAsync(Mails.Plain("a@b.example"));
        await sandbox.AdvanceAsync();
        var events = sandbox.Webhooks.Select(webhook => webhook.Json[0]!).ToList();
        Assert.Equal(["processed", "delivered"], events.Select(one => one.Text("event")));
        Assert.All(events, one => Assert.Equal("del-1", one.Text("caseId")));
        Assert.Equal(2, events.Select(one => one.Text("sg_event_id")).Distinct().Count());
    }

    [Fact]
    public async Task An_address_that_bounced_is_dropped_from_then_on()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.SendGridAsync(Mails.Plain("a@b.example"));
        var id = (await sandbox.GetAsync("mail?to=a@b.example"))[0]!.Text("id");
        await sandbox.PostAsync($"mail/{id}/bounce");
        await sandbox.SendGridAsync(Mails.Plain("a@b.example"));
        await sandbox.AdvanceAsync();
        var events = sandbox.Webhooks.Select(one => one.Json[0]!.Text("event"));
        Assert.Equal(["processed", "delivered", "bounce", "processed", "dropped"], events);
    }

    [Fact]
    public async Task A_body_without_content_or_recipient_is_refused_by_field()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var mail = new { from = new { email = "nobody" }, subject = "x", personalizations = new[] { new { } } };
        var (status, body) = await sandbox.SendGridAsync(mail);
        Assert.Equal(400, status);
        Assert.Equal(["from.email", "personalizations.0.to", "content"], body["errors"]!.AsArray().Select(error => error!.Text("field")));
    }

    [Fact]
    public async Task A_mail_over_30_MB_is_too_large()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        Assert.Equal(413, (await sandbox.SendGridAsync(new { subject = new string('x', 31 * 1024 * 1024) })).Status);
    }

    [Fact]
    public async Task A_mail_that_the_host_could_not_take_comes_again()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        sandbox.TargetStatus = 503;
        var answer = await sandbox.PostAsync("mail", new { from = "asha@kettle.example", subject = "Hi", text = "Hello" });
        Assert.Equal(503, answer["status"]!.GetValue<int>());
        sandbox.TargetStatus = 200;
        await sandbox.AdvanceAsync(TimeSpan.FromHours(1));
        await sandbox.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(2, sandbox.Webhooks.Count);
        Assert.Equal(sandbox.Webhooks.First().Body, sandbox.Webhooks.Last().Body);
    }
}
