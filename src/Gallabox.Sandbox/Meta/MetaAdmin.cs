using System.Text.Json.Nodes;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>What the admin of the owning portfolio does in WhatsApp Manager, for which there is no API.</summary>
internal static class MetaAdmin
{
    private static readonly TimeSpan paidMessageRule = TimeSpan.FromDays(30);

    /// <summary>
    /// The bin icon: refused until 30 days after the last paid message; a connected number's PIN is checked when one is given, as the
    /// admin knows it (facts 3.11).
    /// </summary>
    public static IResult Delete(WorldTransaction world, MetaNumber number, string? pin, SandboxOptions options)
    {
        if (number.LastPaidAt + paidMessageRule is { } until && until > world.Now)
            return Control.Refuse(409, "paid-message", "The number sent a paid message in the last 30 days.", until);
        if (number.Registered && number.TwoStep && pin is not null && pin != number.Pin)
            return Control.Refuse(409, "pin-mismatch", "The PIN is wrong.");
        world.Remove<MetaNumber>(number.Id);
        world.Put(number.Id, new DeletedNumber(number.Id, number.Phone, number.WabaId, world.Now));
        if (options.DeletionWebhook)
        {
            MetaWebhooks.Account(world, world.Waba(number), "account_update",
                new JsonObject { ["event"] = "ACCOUNT_DELETED", ["phone_number"] = number.Phone });
        }

        return Control.Ok(new { deleted = true, number.Id, phone = "+" + number.Phone, at = world.Now });
    }

    /// <summary>The owner switches two-step verification; switching off takes a request and a link in a mail (facts 3.8, 4.7).</summary>
    public static MetaNumber TwoStep(WorldTransaction world, MetaNumber number, bool enabled, string? pin)
    {
        var waba = world.Waba(number);
        foreach (var name in enabled ? ["PIN_CHANGED"] : new[] { "PIN_RESET_REQUEST", "PIN_REQUEST_SUCCESS" })
        {
            MetaWebhooks.Account(world, waba, "security", new JsonObject
            {
                ["display_phone_number"] = number.Phone,
                ["event"] = name,
                ["requester"] = "61500000000001",
            });
        }

        return world.Put(number with
        {
            TwoStep = enabled,
            Pin = enabled ? pin ?? number.Pin ?? "314159" : null,
            WrongPins = 0,
            PinBlockedUntil = null,
        });
    }

    public static MetaNumber Ban(WorldTransaction world, MetaNumber number, bool banned)
    {
        MetaWebhooks.Account(world, world.Waba(number), "account_update", new JsonObject
        {
            ["event"] = "DISABLED_UPDATE",
            ["phone_number"] = number.Phone,
            ["ban_info"] = new JsonObject
            {
                ["waba_ban_state"] = banned ? "DISABLE" : "REINSTATE",
                ["waba_ban_date"] = world.Now.ToString("MMMM d, yyyy", System.Globalization.CultureInfo.InvariantCulture),
            },
        });
        return world.Put(number with { Status = banned ? "BANNED" : "CONNECTED" });
    }

    /// <summary>Meta's decision on the display name, with its webhook.</summary>
    public static MetaNumber NameStatus(WorldTransaction world, MetaNumber number, string status, string? reason)
    {
        MetaWebhooks.Account(world, world.Waba(number), "phone_number_name_update", new JsonObject
        {
            ["display_phone_number"] = number.Phone,
            ["decision"] = status switch
            {
                "APPROVED" => "APPROVED",
                "DECLINED" => "REJECTED",
                "PENDING_REVIEW" => "PENDING",
                _ => "DEFERRED",
            },
            ["requested_verified_name"] = number.VerifiedName,
            ["rejection_reason"] = reason ?? "NONE",
        });
        return world.Put(number with { NameStatus = status });
    }
}
