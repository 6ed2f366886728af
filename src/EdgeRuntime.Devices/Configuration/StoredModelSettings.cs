using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>How a pipeline takes over a new model of the name it uses.</summary>
/// <param name="Store">Folder of the model store; null for the usual one.</param>
/// <param name="Threads">Threads that compute one inference.</param>
/// <param name="ShadowInferences">Windows that a new model answers unheard before it is used.</param>
/// <param name="MinAgreement">Least share of them, 0..1, on which it must name the same class as the model in use.</param>
/// <param name="ConfirmAfter">Time without a crash after which a new model is good.</param>
public sealed record StoredModelSettings(string? Store, int Threads, long ShadowInferences, double MinAgreement, TimeSpan ConfirmAfter)
{
    /// <summary>What of the model is judged.</summary>
    public ScoreKind Score { get; init; }

    /// <summary>Makes the connection by which commands come, of what answers them; null for none.</summary>
    public Func<Func<byte[], byte[]>, MqttCommands>? Commands { get; init; }
}

/// <summary>Loads the model that a name stands for in a store; throws what <see cref="ProvedModel.Load"/> does.</summary>
public delegate LoadedModel LoadNamedModel(string name, StoredModelSettings settings);
