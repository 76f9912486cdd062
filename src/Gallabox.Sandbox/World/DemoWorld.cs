using Gallabox.Sandbox.Dialog360;
using Gallabox.Sandbox.Meta;

namespace Gallabox.Sandbox.World;

/// <summary>The world on the first day: the two demo customers and what they have at Meta and 360dialog.</summary>
internal static class DemoWorld
{
    private const string KettlePortfolio = "560077001122334";
    private const string KettleWaba = "730015500220011";
    private const string KettleWabaElsewhere = "730015500220099";
    private const string LumenPortfolio = "560077001122335";
    private const string LumenWaba = "730015500220022";

    public static void Ensure(SandboxWorld sandbox) => sandbox.Change(world =>
    {
        if (world.All<MetaPortfolio>().Count == 0)
            Create(world, sandbox.Secrets, sandbox.Options);
    });

    public static void Create(WorldTransaction world, SandboxSecrets secrets, SandboxOptions options)
    {
        Account(world, KettlePortfolio, KettleWaba, "Kettle & Cup", options);
        Account(world, LumenPortfolio, LumenWaba, "Lumen Optics", options);
        world.Put(Number(world, "881200334455667", "919876543210", KettleWaba, "Kettle & Cup", secrets) with
        {
            OverrideUrl = "https://hooks.kettle.example/whatsapp",
        });
        world.Put(Number(world, "881200334455668", "14155550132", LumenWaba, "Lumen Optics", secrets));
        AtAnotherProvider(world, secrets);
        world.Put("partner", new Partner());
        world.Put("t4Vn9wCL", new Client { Id = "t4Vn9wCL", Name = "Kettle & Cup", Email = "asha@kettle.example", CreatedAt = world.Now });
        world.Put("kR7pQ2CH", new Channel
        {
            Id = "kR7pQ2CH",
            ClientId = "t4Vn9wCL",
            Phone = "919876543210",
            Status = "ready",
            WabaId = KettleWaba,
            PermissionGranted = true,
            ApiKey = secrets.DemoChannelKey,
            KeysMade = 1,
            WebhookUrl = "/webhooks/360dialog/kR7pQ2CH",
            CreatedAt = world.Now,
        });
    }

    private static void Account(WorldTransaction world, string portfolioId, string wabaId, string name, SandboxOptions options)
    {
        world.Put(portfolioId, new MetaPortfolio { Id = portfolioId, Name = name });
        world.Put(wabaId, new MetaWaba { Id = wabaId, PortfolioId = portfolioId, Name = name, Apps = [options.MetaAppId] });
    }

    /// <summary>A second number of Kettle and Cup, which is to move here: another provider holds its account, and its PIN.</summary>
    private static void AtAnotherProvider(WorldTransaction world, SandboxSecrets secrets)
    {
        world.Put(new MetaWaba
        {
            Id = KettleWabaElsewhere,
            PortfolioId = KettlePortfolio,
            Name = "Kettle & Cup at another provider",
            Shared = false,
            Templates =
            [
                new("table_booked", "UTILITY"),
                new("tea_of_the_month", "MARKETING", Quality: "YELLOW"),
                new("refund_note", "UTILITY", "PENDING", "UNKNOWN"),
            ],
        });
        world.Put(Number(world, "881200334455699", "919812345678", KettleWabaElsewhere, "Kettle & Cup", secrets) with { Pin = "271828" });
    }

    private static MetaNumber Number(
        WorldTransaction world, string id, string phone, string wabaId, string name, SandboxSecrets secrets) => new()
        {
            Id = id,
            Phone = phone,
            WabaId = wabaId,
            VerifiedName = name,
            Status = "CONNECTED",
            CodeVerification = "VERIFIED",
            VerifiedAt = world.Now,
            Pin = secrets.DemoPin,
            TwoStep = true,
            CreatedAt = world.Now,
            OnboardedAt = world.Now,
        };
}
