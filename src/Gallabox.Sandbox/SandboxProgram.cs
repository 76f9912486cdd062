namespace Gallabox.Sandbox;

/// <summary>What holds when the sandbox runs alone and nothing else is said.</summary>
internal static class SandboxProgram
{
    /// <summary>Port 7072, and the host under test on 7071.</summary>
    public static Dictionary<string, string?> Defaults(IConfiguration configuration) => new()
    {
        ["urls"] = configuration["urls"] ?? "http://localhost:7072",
        ["Sandbox:Target"] = configuration["Sandbox:Target"] ?? "http://localhost:7071",
    };
}
