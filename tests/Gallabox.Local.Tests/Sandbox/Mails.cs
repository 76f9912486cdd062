namespace Gallabox.Local.Tests.Sandbox;

/// <summary>Bodies for mail send.</summary>
internal static class Mails
{
    public static object Plain(string to) => new
    {
        personalizations = new[] { new { to = new[] { new { email = to } } } },
        from = new { email = "support@gallabox.example" },
        subject = "Your request",
        content = new[] { new { type = "text/plain", value = "Hello" }, new { type = "text/html", value = "<p>Hello</p>" } },
        custom_args = new { caseId = "del-1", mailId = "del-1/received" },
        headers = new Dictionary<string, string> { ["Message-ID"] = "<del-1@gallabox.example>" },
        attachments = new[]
        {
            new { filename = "date.ics", type = "text/calendar", content = "QkVHSU46VkNBTEVOREFS" },
            new { filename = "dot.png", type = "image/png", content = "iVBORw==" },
        },
    };
}
