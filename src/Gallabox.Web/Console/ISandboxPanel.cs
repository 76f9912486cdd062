namespace Gallabox.Web.Console;

/// <summary>Tells the console whether the sandbox runs beside it, so that it shows the buttons of the outside world.</summary>
public interface ISandboxPanel
{
    /// <summary>Where the sandbox answers, such as <c>http://localhost:7071/</c>; null while it is off.</summary>
    Uri? Address { get; }
}

/// <summary>The real world has no buttons.</summary>
public sealed class NoSandbox : ISandboxPanel
{
    public Uri? Address => null;
}
