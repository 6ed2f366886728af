namespace EdgeRuntime.Model;

/// <summary>The one relation behind <see cref="SpaceToBatchNd"/> and its inverse <see cref="BatchToSpaceNd"/>.</summary>
internal static class BlocksLaw
{
    /// <summary>
    /// batch' = batch * blockH * blockW; height' * blockH = top + height + bottom; width likewise; channels stay.
    /// </summary>
    /// <remarks>
    /// <paramref name="whole"/> is the tensor of small batch, <paramref name="dealt"/> the one of large batch;
    /// <paramref name="margin"/> is what messages call the margin: pad or crop.
    /// </remarks>
    public static void Check(
        int blockH, int blockW, int top, int bottom, int left, int right, string margin, OperandInfo whole, OperandInfo dealt)
    {
        var rank = whole.Shape.Rank;
        Law.RankOf("input", whole, 3, 4);
        Law.RankOf("output", dealt, rank, rank);
        var isFlat = rank == 3;
        Law.Range("blockH", blockH, 1, Shape.MaxDimension);
        Law.Range("blockW", blockW, 1, isFlat ? 1 : Shape.MaxDimension);
        Law.Range(margin + "Top", top, 0, Shape.MaxDimension);
        Law.Range(margin + "Bottom", bottom, 0, Shape.MaxDimension);
        Law.Range(margin + "Left", left, 0, isFlat ? 0 : Shape.MaxDimension);
        Law.Range(margin + "Right", right, 0, isFlat ? 0 : Shape.MaxDimension);
        Law.Range("blockH * blockW", (long)blockH * blockW, 1, dealt.Shape[0]);
        Equal("batch", (long)whole.Shape[0] * (blockH * blockW), dealt.Shape[0]);
        Equal("height", top + (long)whole.Shape[1] + bottom, (long)dealt.Shape[1] * blockH);
        Equal("channels", whole.Shape[-1], dealt.Shape[-1]);
        if (!isFlat)
        {
            Equal("width", left + (long)whole.Shape[2] + right, (long)dealt.Shape[2] * blockW);
        }
    }

    private static void Equal(string what, long expected, long found) =>
        Law.Require(FaultKind.OperandShape, expected == found, what + " in blocks", $"{expected}", found);
}
