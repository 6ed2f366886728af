namespace EdgeTool.Compiler.Quantization;

/// <summary>Ranges with the method that each came from.</summary>
/// <param name="Ranges">Range of every tensor.</param>
/// <param name="Methods">Method of every tensor.</param>
/// <param name="UniformSqnrDb">Signal to noise of the scores of examples left out, when one method serves all tensors.</param>
/// <param name="SqnrDb">The same with the methods chosen.</param>
public sealed record RangeChoice(
    Dictionary<Value, ValueRange> Ranges,
    IReadOnlyDictionary<Value, CalibrationMethod> Methods,
    IReadOnlyDictionary<CalibrationMethod, double> UniformSqnrDb,
    double SqnrDb)
{
    /// <summary>What was chosen and what it rests on, for people.</summary>
    public string Text
    {
        get
        {
            var ranked = UniformSqnrDb.OrderByDescending(u => u.Value).ToList();
            var others = Methods.Count(m => m.Value != ranked[0].Key);
            return string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"{Name(ranked[0].Key)}, {others} of {Methods.Count} tensors by other methods, {SqnrDb:F1} dB on examples left out ({string.Join(", ", ranked.Select(u => $"{Name(u.Key)} {u.Value:F1}"))})");
        }
    }

    /// <summary>A method as it is typed.</summary>
    public static string Name(CalibrationMethod method) => method.ToString().ToLowerInvariant();
}
