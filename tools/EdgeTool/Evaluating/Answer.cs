namespace EdgeTool;

/// <summary>What a model said to one example.</summary>
/// <param name="Example">Name of the example.</param>
/// <param name="Recording">Number of the recording that it was cut from.</param>
/// <param name="Label">As in the data.</param>
/// <param name="Targets">As in the data.</param>
/// <param name="Stored">Scores as stored: output 0, or what its ArgMax chose from.</param>
/// <param name="Real">Scores in real units.</param>
/// <param name="Logits">What went into the scores' softmax, in real units; the scores where there is none.</param>
/// <param name="ReconstructionError">Of output against input; 0 unless anomalies are looked for.</param>
public sealed record Answer(
    string Example, int Recording, int Label, float[] Targets, byte[] Stored, float[] Real, float[] Logits, double ReconstructionError);
