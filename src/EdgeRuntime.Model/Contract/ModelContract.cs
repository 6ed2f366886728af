namespace EdgeRuntime.Model;

/// <summary>What travels with the weights so that the board needs nothing else: stored as JSON in the contract section.</summary>
public sealed class ModelContract
{
    /// <summary>Name a person gave the model.</summary>
    public string Name { get; set; } = "";

    /// <summary>Class names in the order of the output's elements; empty when there are none.</summary>
    public IList<string> Labels { get; set; } = [];

    /// <summary>How raw samples become the model's input, in order; the board runs these stages.</summary>
    public IList<PreprocessStage> Preprocess { get; set; } = [];

    /// <summary>Defaults for the decision; a pipeline file may override them. Null when the model has no opinion.</summary>
    public DecisionDefaults? Decision { get; set; }

    /// <summary>What the model's calibration examples looked like; null when it was packed without any.</summary>
    public CalibrationStatistics? Statistics { get; set; }

    public Provenance Provenance { get; set; } = new();
}

/// <summary>One stage of preprocessing: a name the pipeline knows, its numbers and its choices.</summary>
public sealed class PreprocessStage
{
    /// <summary>Name of the stage, e.g. <c>standardize</c>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Numeric parameters by name, each one number or one per channel.</summary>
    public IDictionary<string, double[]> Numbers { get; set; } = new Dictionary<string, double[]>();

    /// <summary>Choices by name, e.g. <c>function</c>: <c>hann</c>; null when there are none.</summary>
    public IDictionary<string, string>? Options { get; set; }
}

/// <summary>Thresholds the model's maker recommends.</summary>
public sealed class DecisionDefaults
{
    /// <summary>Score at or above which a class counts as present, in real units of the output.</summary>
    public double Threshold { get; set; } = 0.5;

    /// <summary>How far below the threshold the score must fall before the class counts as gone.</summary>
    public double Hysteresis { get; set; } = 0.1;

    /// <summary>Consecutive inferences that must agree.</summary>
    public int Debounce { get; set; } = 1;
}

/// <summary>Where the model came from and what is known of it.</summary>
public sealed class Provenance
{
    public string SourceFile { get; set; } = "";

    /// <summary>SHA-256 of the source file, lower-case hex.</summary>
    public string SourceSha256 { get; set; } = "";

    public string Tool { get; set; } = "";

    /// <summary>Board this was planned for: <c>zero2w</c>, <c>pi4</c>, <c>pi5</c>, <c>x64</c>; empty for any.</summary>
    public string Target { get; set; } = "";

    /// <summary>Measured figures, e.g. metric "top1", data set "held-out gestures", value 0.97. Never estimates.</summary>
    public IList<MeasuredFigure> Measured { get; set; } = [];

    /// <summary>What was done to the source, in order, for people.</summary>
    public IList<string> Notes { get; set; } = [];
}

/// <summary>A figure that was measured.</summary>
public sealed class MeasuredFigure
{
    public string Metric { get; set; } = "";

    public string DataSet { get; set; } = "";

    public double Value { get; set; }

    public int Samples { get; set; }
}
