using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>The number as Meta holds it, with what only its owner can see.</summary>
internal static class NumberTruth
{
    /// <summary>Null for a number that Meta has never had.</summary>
    public static object? Of(WorldTransaction world, string phone)
    {
        var nodes = world.Nodes(phone);
        var deleted = world.All<DeletedNumber>().Where(one => one.Phone == phone).MaxBy(static one => one.At);
        if (nodes.Count == 0)
            return deleted is null ? null : Gone(deleted);
        var number = nodes[0];
        var waba = world.Waba(number);
        var code = nodes.Select(static node => node.Code).OfType<OneTimeCode>().MaxBy(static code => code.SentAt);
        return new
        {
            phone = "+" + phone,
            number.Id,
            number.WabaId,
            waba.PortfolioId,
            number.Status,
            exists = true,
            number.VerifiedName,
            number.NameStatus,
            number.Quality,
            number.CodeVerification,
            number.TwoStep,
            number.Pin,
            number.Registered,
            appSubscribed = waba.Apps.Count > 0,
            webhookOverride = number.OverrideUrl,
            number.LastPaidAt,
            deletableFrom = number.LastPaidAt?.AddDays(30),
            oneTimeCode = code?.Digits,
            oneTimeCodeSentAt = code?.SentAt,
            oneTimeCodeMethod = code?.Method,
            oneTimeCodeNodeId = nodes.FirstOrDefault(node => code is not null && node.Code == code)?.Id,
            registerCalls = number.RegisterCalls.Count,
            registrations = nodes.Sum(static node => node.Registrations),
            deletedAt = deleted?.At,
            nodes = nodes.Select(Node),
        };
    }

    private static object Node(MetaNumber node) => new
    {
        node.Id,
        node.WabaId,
        node.Status,
        node.Registered,
        node.TwoStep,
        node.NameStatus,
        node.CodeVerification,
        node.MigratesFrom,
        registerCalls = node.RegisterCalls.Count,
        node.Registrations,
        node.Conditions,
    };

    private static object Gone(DeletedNumber deleted) => new
    {
        phone = "+" + deleted.Phone,
        deleted.Id,
        deleted.WabaId,
        status = "DELETED",
        exists = false,
        deletedAt = deleted.At,
    };
}
