namespace EdgeRuntime.Host;

/// <summary>What a person may change in the demo; null for what stays as it is.</summary>
internal sealed record DemoOptions(string? Config, string? Model, string? Recording, double? Speed, double? SampleRateHz, int Seconds)
{
    public static DemoOptions From(Arguments arguments) => new(
        arguments.Text("--config"),
        arguments.Text("--model"),
        arguments.Text("--recording"),
        arguments.Number("--speed", 0, 1000),
        arguments.Number("--sample-rate", 0.001, 10e6),
        arguments.Integer("--seconds", 1, 86_400, 30));
}
