using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>Every stage of preprocessing that this build knows, by name.</summary>
public static class PreprocessStages
{
    private static readonly StageKind[] List =
    [
        ScaleStage.Kind,
        StandardizeStage.Kind,
        ClipStage.Kind,
        NormalizeStage.Kind,
        ResizeStage.Kind,
        CropStage.Kind,
        ChannelOrderStage.Kind,
        GrayscaleStage.Kind,
        ChannelsFirstStage.Kind,
        DetrendStage.Kind,
        FirStage.Kind,
        BiquadStage.Kind,
        ButterworthDesign.Kind,
        ResampleStage.Kind,
        StatisticsStage.Kind,
        FramesStage.Kind,
        WindowStage.Kind,
        SpectrumStage.Kind,
        LogMelStage.Kind,
        MfccStage.Kind,
        NoiseSuppressionStage.Kind,
        PcenStage.Kind,
        MicroFrontendStage.Kind,
    ];

    public static IReadOnlyList<string> Names { get; } = [.. List.Select(kind => kind.Name)];

    /// <summary>Frames per second that the stages take, as the first that says it does; 0 when none does.</summary>
    public static double SampleRateOf(IEnumerable<PreprocessStage> stages) => stages
        .Select(s => s.Numbers.TryGetValue("fromHz", out var rate) || s.Numbers.TryGetValue("sampleRateHz", out rate) ? rate[0] : 0)
        .FirstOrDefault(rate => rate > 0);

    /// <summary>Makes a stage.</summary>
    /// <param name="stage">The stage as the contract has it.</param>
    /// <param name="output">Shape of what it must give: what the next stage takes, or the model's input.</param>
    /// <exception cref="ContractException">The name or a parameter is not allowed.</exception>
    public static IPreprocessStage Create(PreprocessStage stage, Shape output)
    {
        var kind = List.FirstOrDefault(k => k.Name == stage.Kind) ?? throw new ContractException(
            $"unknown stage '{stage.Kind}'; allowed: {string.Join(", ", Names)}{NearestName.Hint(stage.Kind, Names)}");
        return kind.From(stage, output);
    }
}
