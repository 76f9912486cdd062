using System.Globalization;
using Gallabox.Core.Cases;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Migration;

/// <summary>
/// Meta copies approved templates of high quality by itself. Where none has come, the copy is asked for once, before the source's account
/// may be deleted (facts 3.9); what did not come has to be submitted again, and the customer is told which that is.
/// </summary>
public sealed class MigrationTemplates(MigrationFile file, IMetaGraph meta)
{
    public async Task<Done> CheckAsync(CaseRef on, CancellationToken cancellation)
    {
        var read = await file.CaseAsync(on, cancellation);
        if (read.Facts.Steps.ContainsKey("templates_checked"))
            return Done.Instance;
        var waba = read.Facts.WabaId!;
        var there = await meta.ReadTemplatesAsync(waba, cancellation);
        if (!there.Any(IsApproved) && read.Facts.Source.WabaId is { } source && source != waba)
        {
            await CopyAsync(on, read, waba, source, cancellation);
            there = await meta.ReadTemplatesAsync(waba, cancellation);
        }

        var usable = there.Count(IsApproved);
        await file.RecordAsync(on, "templates_checked", "meta", there.Count == 0
            ? "The new account has no message templates."
            : string.Create(CultureInfo.InvariantCulture, $"The new account has {there.Count} message template(s), {usable} of them approved."),
            string.Create(CultureInfo.InvariantCulture, $"{usable} of {there.Count} approved"), cancellation);
        return Done.Instance;
    }

    private async Task CopyAsync(CaseRef on, CaseFile<MigrationFacts> read, string waba, string source, CancellationToken cancellation)
    {
        if (read.Facts.Steps.ContainsKey("templates_copied"))
            return;
        try
        {
            var copied = await meta.CopyTemplatesAsync(waba, source, cancellation);
            await file.RecordAsync(on, "templates_copied", "meta",
                string.Create(CultureInfo.InvariantCulture, $"No template had come by itself; Meta was asked, and copied {copied.Copied.Count}. Not copied: {copied.Failed.Count}."),
                string.Join("; ", copied.Failed.Select(one => $"{one.Key}: {one.Value}").DefaultIfEmpty("all")), cancellation);
        }
        catch (FailureException closed) when (closed.Kind != FailureKind.Transient)
        {
            await file.RecordAsync(on, "templates_copied", "meta", "No template has come by itself, and Meta does not let us copy them from the source account.", closed.Message, cancellation);
        }
    }

    private static bool IsApproved(MetaTemplate template) => template.Status == "APPROVED";
}
