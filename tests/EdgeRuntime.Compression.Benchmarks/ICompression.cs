namespace EdgeRuntime.Compression.Benchmarks;

/// <summary>A method on a data set: trains, compresses, packs, and measures what the packed files do.</summary>
internal interface ICompression
{
    /// <summary>The method.</summary>
    string Method { get; }

    /// <summary>The data set and the net.</summary>
    string DataSet { get; }

    /// <param name="progress">Told in a line what is being done.</param>
    CompressionRow Run(Action<string> progress);
}

/// <summary>One row of the table.</summary>
/// <param name="Method">What was done.</param>
/// <param name="DataSet">On what.</param>
/// <param name="AccuracyBefore">Share of test recordings that the float net gets right; where one is cut into windows, their scores are added.</param>
/// <param name="AccuracyAfter">The same of the packed, compressed net, run by the interpreter.</param>
/// <param name="BytesBefore">Of the float32 weights alone.</param>
/// <param name="BytesAfter">Of the packed file, header, plan and self-test included.</param>
/// <param name="MacsBefore">Of one inference.</param>
/// <param name="MacsAfter">Of one inference.</param>
/// <param name="LatencyRatio">Time of the float net's packed file over the compressed one's, least of alternating rounds.</param>
internal sealed record CompressionRow(
    string Method, string DataSet, double AccuracyBefore, double AccuracyAfter, long BytesBefore, long BytesAfter, long MacsBefore, long MacsAfter, double LatencyRatio)
{
    /// <summary>Of what a student lacks to its teacher when it learns alone (before), the share that it has when taught (after); null where nobody teaches.</summary>
    public double? GapRecovered { get; init; }
}
