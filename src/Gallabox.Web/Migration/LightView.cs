using Gallabox.Core.Migration;

namespace Gallabox.Web.Migration;

/// <summary>A condition of a migration, as the API and the pages show it.</summary>
/// <param name="Title">What has to be.</param>
/// <param name="Who">Who can change it, in words.</param>
/// <param name="How">What they do, step by step.</param>
/// <param name="Evidence">What was seen; null: nothing.</param>
public sealed record LightView(LightKey Key, LightState State, string Title, string Who, IReadOnlyList<string> How, string? Evidence)
{
    public static IReadOnlyList<LightView> Of(MigrationFacts facts) =>
    [
        .. facts.Lights.Select(light => new LightView(
            light.Key, light.State, LightWords.Title(light.Key), LightWords.Who(light.Key), LightWords.How(light.Key), light.Evidence)),
    ];
}
