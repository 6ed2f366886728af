namespace EdgeRuntime.Compression.Benchmarks;

/// <summary>One row of the table: a method on a data set.</summary>
/// <param name="Method">What was done.</param>
/// <param name="DataSet">On what.</param>
/// <param name="Draws">What came of each training, with other examples held out and other weights at the start.</param>
/// <param name="BytesBefore">Of the float32 weights alone.</param>
/// <param name="BytesAfter">Of the packed file, header, plan and self-test included; the mean of the draws.</param>
/// <param name="MacsBefore">Of one inference.</param>
/// <param name="MacsAfter">Of one inference; the mean of the draws.</param>
/// <param name="LatencyRatio">Time of the float net's packed file over the compressed one's, least of alternating rounds; the mean of the draws.</param>
internal sealed record CompressionRow(
    string Method, string DataSet, IReadOnlyList<CompressionDraw> Draws, long BytesBefore, long BytesAfter, long MacsBefore, long MacsAfter, double LatencyRatio)
{
    /// <summary>Test recordings of all draws.</summary>
    public int Examples => Draws.Sum(d => d.Examples);

    /// <summary>Share that the float net gets right, 0 to 1.</summary>
    public double Before => (double)Draws.Sum(d => d.RightBefore) / Examples;

    /// <summary>Share that the packed, compressed net gets right.</summary>
    public double After => (double)Draws.Sum(d => d.RightAfter) / Examples;

    /// <summary>
    /// Half the width of the 95 % interval of <see cref="After"/> - <see cref="Before"/>: both nets answer the same recordings, so that only those
    /// count that one gets right and the other wrong (McNemar 1947).
    /// </summary>
    public double Uncertainty
    {
        get
        {
            double changed = Draws.Sum(d => d.Changed), gained = Draws.Sum(d => d.RightAfter - d.RightBefore);
            return 1.96 * Math.Sqrt(changed - (gained * gained / Examples)) / Examples;
        }
    }

    /// <summary>
    /// Of what a student lacks to its teacher when it learns alone (before), the share that it has when taught (after); null where nobody teaches, or
    /// where it lacks nothing.
    /// </summary>
    public double? GapRecovered => Draws.All(d => d.RightOfTeacher is not null) && Draws.Sum(d => d.RightOfTeacher!.Value - d.RightBefore) is > 0 and var gap
        ? (double)Draws.Sum(d => d.RightAfter - d.RightBefore) / gap : null;
}

/// <summary>What one training came to. Where a recording is cut into windows, their scores are added.</summary>
/// <param name="Variant">Which one it is.</param>
/// <param name="Examples">Test recordings.</param>
/// <param name="RightBefore">What the float net gets right of them.</param>
/// <param name="RightAfter">What the packed, compressed net does, run by the interpreter.</param>
/// <param name="Changed">Recordings that one of both gets right and the other wrong.</param>
/// <param name="RightOfTeacher">What the teacher gets right; null where nobody teaches.</param>
internal sealed record CompressionDraw(string Variant, int Examples, int RightBefore, int RightAfter, int Changed, int? RightOfTeacher);
