using Gallabox.Sandbox;
using Gallabox.Web.Console;

namespace Gallabox.Local.Start;

/// <summary>Tells the console that the sandbox's buttons work here.</summary>
internal sealed class SandboxPanel(SandboxEnvironment sandbox) : ISandboxPanel
{
    public Uri? Address => sandbox.Address;
}
