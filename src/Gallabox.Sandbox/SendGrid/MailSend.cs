using System.Text.Json.Nodes;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.SendGrid;

/// <summary><c>POST /v3/mail/send</c>: takes a mail for delivery and tells about it by events.</summary>
internal static class MailSend
{
    private const int LargestMail = 30 * 1024 * 1024;

    public static Answer Send(ApiCall call, WorldTransaction world)
    {
        if (call.Body.Length > LargestMail)
            return SendGridProvider.Error(413, "The JSON payload you have included in your request is too large.");
        if (call.Fields is not { } mail)
            return SendGridProvider.Error(400, "Bad Request");
        var errors = MailRules.Errors(mail, world.Now).ToList();
        if (errors.Count > 0)
            return SendGridProvider.Errors(400, errors);
        var id = $"sbx{world.Next("sendgrid-id"):D8}AbCdEfGh";
        foreach (var personalization in mail["personalizations"]!.AsArray().OfType<JsonObject>())
        {
            foreach (var recipient in new[] { "to", "cc", "bcc" }.SelectMany(kind => personalization[kind] as JsonArray ?? []))
                Take(world, mail, personalization, recipient!["email"]!.ToString(), id);
        }

        return Answer.Empty(202) with { Headers = new Dictionary<string, string> { ["X-Message-Id"] = id } };
    }

    private static void Take(WorldTransaction world, JsonObject mail, JsonObject personalization, string to, string id)
    {
        var key = world.NextKey("mail");
        var sent = world.Put(key, new SentMail
        {
            Id = key,
            SendGridId = id,
            To = to,
            From = mail["from"]!["email"]!.ToString(),
            Subject = (personalization["subject"] ?? mail["subject"])?.ToString() ?? "",
            Text = Content(mail, "text/plain"),
            Html = Content(mail, "text/html"),
            At = world.Now,
            Arguments = Merge(mail["custom_args"], personalization["custom_args"]),
            Headers = Merge(mail["headers"], personalization["headers"]),
            Attachments = [.. (mail["attachments"] as JsonArray ?? []).Select(static one => new MailAttachment(
                one!["filename"]!.ToString(), one["type"]?.ToString() ?? "application/octet-stream", one["content"]!.ToString()))],
        });
        MailEvents.Send(world, sent, "processed");
        var bounced = world.Find<BouncedAddress>(to.ToLowerInvariant()) is not null;
        MailEvents.Send(world, sent, bounced ? "dropped" : "delivered", bounced ? "Bounced Address" : null);
    }

    private static string? Content(JsonObject mail, string type) => (mail["content"] as JsonArray ?? [])
        .FirstOrDefault(one => one?["type"]?.ToString().StartsWith(type, StringComparison.OrdinalIgnoreCase) == true)?["value"]?.ToString();

    private static Dictionary<string, string> Merge(JsonNode? general, JsonNode? particular)
    {
        var merged = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in (general as JsonObject ?? []).Concat(particular as JsonObject ?? []))
            merged[name] = value?.ToString() ?? "";
        return merged;
    }
}
