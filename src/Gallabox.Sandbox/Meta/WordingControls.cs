using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>Control routes that let Meta reword or translate its refusals of a migration, so that nobody relies on their wording.</summary>
internal static class WordingControls
{
    private const string Wordings = "/sandbox/meta/wordings";

    public static void Map(IEndpointRouteBuilder app, SandboxWorld sandbox)
    {
        app.MapGet(Wordings, () => sandbox.Change(Show));
        app.MapPost(Wordings, (Posted<WordingRequest> posted) => sandbox.Change(world => Reword(world, posted.Body)));
    }

    private static IResult Show(WorldTransaction world) =>
        Control.Ok(MigrationWording.Usual.Keys.ToDictionary(static meaning => meaning, meaning => MigrationWording.Text(world, meaning)));

    /// <summary>Without a text, the usual one holds again.</summary>
    private static IResult Reword(WorldTransaction world, WordingRequest request)
    {
        if (request.Meaning is not { } meaning || !MigrationWording.Usual.ContainsKey(meaning))
            return Control.Refuse(400, "unknown-meaning", $"meaning is one of {string.Join(", ", MigrationWording.Usual.Keys)}.");
        if (request.Text is { } text)
            world.Put(meaning, new RefusalWording(meaning, text));
        else
            world.Remove<RefusalWording>(meaning);
        return Show(world);
    }

    internal sealed record WordingRequest(string? Meaning, string? Text);
}
