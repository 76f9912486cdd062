using Gallabox.Sandbox.Faults;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Calls;

/// <summary>One simulated API: whom it lets in and how it says no.</summary>
internal interface IProvider
{
    /// <summary>The name that faults and the journal use: meta, 360dialog or sendgrid.</summary>
    string Name { get; }

    /// <summary>Where it is mounted, such as <c>/sandbox/graph.facebook.com</c>.</summary>
    string Prefix { get; }

    /// <summary>Checks credentials and rate limits; null lets the call in.</summary>
    Answer? Admit(ApiCall call, WorldTransaction world);

    /// <summary>The answer to a path that the API does not have.</summary>
    Answer Unknown(ApiCall call, WorldTransaction world);

    /// <summary>The API's own form of the fault's answer.</summary>
    Answer Fail(Fault fault, WorldTransaction world);
}

/// <summary>One call of an API: what it does, and what has to be asked outside before that.</summary>
internal sealed record ApiRoute(string Method, string Pattern, Func<ApiCall, WorldTransaction, Answer> Handle)
{
    /// <summary>Runs before the transaction, for what needs the network.</summary>
    public Func<ApiCall, CancellationToken, Task>? Before { get; init; }
}
