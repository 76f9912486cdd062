using System.Text.Json;
using Gallabox.Core;

namespace Gallabox.Functions.Durable;

/// <summary>
/// What an activity answers: its output, or the failure that it expected. Durable carries a thrown exception as type name and
/// text only, so kind and code travel as data; what is thrown nevertheless is a surprise.
/// </summary>
public sealed record StepResult(JsonElement? Output = null, StepFailure? Failure = null);

/// <param name="Code">As in <see cref="FailureException.Code"/>.</param>
/// <param name="Reason">Words for an operator.</param>
public sealed record StepFailure(FailureKind Kind, string Code, string Reason);
