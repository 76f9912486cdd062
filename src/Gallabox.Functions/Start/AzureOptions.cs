using System.ComponentModel.DataAnnotations;

namespace Gallabox.Functions.Start;

/// <summary>What only the Azure host needs to know; section <c>Gallabox</c>.</summary>
public sealed class AzureOptions
{
    public const string Section = "Gallabox";

    /// <summary>Which queue carries work from the edge to the handlers; the other's triggers are not listened to. Default Service Bus.</summary>
    public QueueKind Queue { get; set; } = QueueKind.ServiceBus;

    /// <summary>The queue's name, in Service Bus or in the storage account. Default <c>work</c>.</summary>
    [RegularExpression("[a-z0-9][a-z0-9-]{1,50}[a-z0-9]", ErrorMessage = "Gallabox:QueueName has 3 to 52 small letters, digits and hyphens.")]
    public string QueueName { get; set; } = "work";

    /// <summary>The Key Vault for 360dialog keys and PINs, such as <c>https://gallabox.vault.azure.net</c>. Required outside development.</summary>
    public Uri? KeyVaultUrl { get; set; }

    /// <summary>
    /// For development without a Key Vault: base64 of 32 bytes, under which secrets lie encrypted in the table store. Refused
    /// outside development.
    /// </summary>
    public string SecretsKey { get; set; } = "";

    /// <summary>How long the history of a finished flow is kept. The case and its timeline stay. Default 90 days.</summary>
    [Range(typeof(TimeSpan), "30.00:00:00", "3650.00:00:00", ErrorMessage = "Gallabox:KeepHistories is from 30 days to 10 years.")]
    public TimeSpan KeepHistories { get; set; } = TimeSpan.FromDays(90);

    /// <summary>A flow that is so much later than the time its case waits for is overdue: it is nudged and counted. Default 30 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "2.00:00:00", ErrorMessage = "Gallabox:OverdueAfter is from a minute to two days.")]
    public TimeSpan OverdueAfter { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Creates the two demo customers at the start, for use with the sandbox. Default false.</summary>
    public bool DemoData { get; set; }
}

/// <summary>The queues of Azure that work may travel on.</summary>
public enum QueueKind
{
    /// <summary>With sessions and duplicate detection.</summary>
    ServiceBus,

    /// <summary>The storage account's own: nothing more to pay for or to start, no sessions.</summary>
    Storage,
}
