using Gallabox.Core.Adapters.Meta;
using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Providers;
using Microsoft.Extensions.Options;

namespace Gallabox.Core.Migration;

/// <summary>After the cut-over: what Meta shows is read back until it is as it should be, two-step verification first of all.</summary>
public sealed class MigrationReadBack(MigrationFile file, MigrationPins pins, IMetaGraph meta, SignedTexts texts, IOptionsMonitor<MetaOptions> options)
{
    private const int LongestAddress = 200;

    public async Task<MigrationLook> ReadAsync(CaseRef on, CancellationToken cancellation)
    {
        var read = await file.CaseAsync(on, cancellation);
        if (read.Facts.Steps.ContainsKey("read_back"))
            return new MigrationLook(MigrationStage.Verification);
        var node = await LookAsync(on, read, cancellation);
        if (Missing(read.Case, node) is not { } missing)
        {
            await file.RecordAsync(on, "read_back", "meta", node!.IsPinEnabled is null
                ? "Meta shows the number as connected and verified. It does not show whether two-step verification is on; registering sets its PIN."
                : "Meta shows the number as connected and verified, and two-step verification as on.",
                $"{node.Status}, {node.CodeVerification}, PIN {(node.IsPinEnabled is null ? "not shown" : "on")}", cancellation);
            return new MigrationLook(MigrationStage.Verification);
        }

        var isLate = file.Now > read.Facts.Steps["registered"].At + file.Rules.ReadBackWithin;
        await file.WaitAsync(on, CaseState.Verifying, new Wait("number_at_meta", isLate ? "operator" : "meta"), isLate
            ? $"Meta still does not show it as it should: {missing}. Ask its support; the case goes on by itself."
            : $"Meta does not show it yet as it should: {missing}.", cancellation);
        return new MigrationLook(MigrationStage.Verification, file.Now + file.Rules.ReadBackEvery * (isLate ? 15 : 1));
    }

    /// <summary>The number's own webhook address is ours, whatever address its account or another app has. Safe to repeat.</summary>
    public async Task<Done> SetWebhookAsync(CaseRef on, CancellationToken cancellation)
    {
        var read = await file.CaseAsync(on, cancellation);
        var url = texts.Here("webhooks/meta").ToString();
        if (!file.Rules.OverrideWebhook || url.Length > LongestAddress)
            return await RecordAsync(on, "The number's messages come to our app's own webhook address.", "no override", cancellation);
        var id = read.Facts.PhoneNumberId!;
        try
        {
            if (await meta.ReadWebhookOverrideAsync(id, cancellation) != url)
                await meta.SetWebhookOverrideAsync(id, url, options.CurrentValue.VerifyToken, cancellation);
            return await meta.ReadWebhookOverrideAsync(id, cancellation) == url
                ? await RecordAsync(on, "The number's messages are sent to us.", url, cancellation)
                : throw new TransientFailureException("meta:override-missing", "Meta does not show the number's webhook address as it was set.");
        }
        catch (FailureException refused) when (refused.Kind != FailureKind.Transient)
        {
            return await RecordAsync(on, "Meta did not take a webhook address of the number's own; its messages come to our app's.", refused.Message, cancellation);
        }
    }

    /// <summary>
    /// Reads the number. Registering sets its PIN; where Meta shows it as off, or where somebody else may have registered the number, it is
    /// set once more, so that the PIN that we hand over is the number's.
    /// </summary>
    public async Task<MetaNumber?> LookAsync(CaseRef on, CaseFile<MigrationFacts> read, CancellationToken cancellation)
    {
        var node = await meta.ReadNumberAsync(read.Facts.PhoneNumberId!, cancellation);
        if (node?.Phone != read.Case.Phone || (node.IsPinEnabled != false && read.Facts.PinIsSet))
            return node;
        var pin = await pins.FindAsync(on, cancellation)
            ?? throw new NeedsPersonException("migration:no-pin", "The PIN that was made for the number is not in the secret store.");
        await meta.SetPinAsync(read.Facts.PhoneNumberId!, pin, cancellation);
        await file.ChangeAsync(on, today => today.Facts.PinIsSet ? null : new(today.Case, today.Facts with { PinIsSet = true }, null), cancellation);
        return await meta.ReadNumberAsync(read.Facts.PhoneNumberId!, cancellation);
    }

    /// <summary>What is not as it should be; null: nothing.</summary>
    public static string? Missing(Case on, MetaNumber? node) => node switch
    {
        null => "the number is not shown",
        _ when node.Phone != on.Phone => "another number is shown in its place",
        { IsConnected: false } => $"its state is {node.Status}",
        { CodeVerification: not (null or "VERIFIED") } => $"its ownership is {node.CodeVerification}",
        { IsPinEnabled: false } => "two-step verification is off",
        _ => null,
    };

    private async Task<Done> RecordAsync(CaseRef on, string text, string answer, CancellationToken cancellation)
    {
        await file.RecordAsync(on, "webhook_set", "meta", text, answer, cancellation);
        return Done.Instance;
    }
}
