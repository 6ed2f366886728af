using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>Rows of words, one behind another, times tiles of channels.</summary>
internal static unsafe class SignRows
{
    /// <summary>Rows that are counted together.</summary>
    private const int RowsTogether = 4;

    /// <summary>Writes tiles [<paramref name="beginTile"/>, <paramref name="endTile"/>) of rows of the output.</summary>
    /// <param name="weights">What was prepared.</param>
    /// <param name="first">(rows, words).</param>
    /// <param name="rows">How many.</param>
    /// <param name="beginTile">First tile.</param>
    /// <param name="endTile">Behind the last tile.</param>
    /// <param name="outside">Of each row, what taps outside the input add to its sums, or null; null for none at all.</param>
    /// <param name="output">Operand to write.</param>
    /// <param name="outputRow">Where the first row goes.</param>
    public static void Multiply<TLanes, TVector>(
        SignWeights* weights, uint* first, int rows, int beginTile, int endTile, int** outside, in Operand output, nint outputRow)
        where TLanes : ISignLanes<TVector>
        where TVector : unmanaged
    {
        var words = weights->Words;
        var isSigns = output.Type == ElementType.UInt32;
        var channels = TLanes.TileChannels;
        var counts = stackalloc int[RowsTogether * SignFinish.MaxTileChannels];
        for (var tile = beginTile; tile < endTile; tile++)
        {
            var tileWeights = weights->Weights + ((nint)tile * weights->TileWords);
            for (var row = 0; row < rows;)
            {
                var together = rows - row >= RowsTogether ? RowsTogether : 1;
                if (together == 1)
                {
                    TLanes.One(first + ((nint)row * words), tileWeights, words, counts);
                }
                else
                {
                    TLanes.Four(first + ((nint)row * words), words, tileWeights, words, counts);
                }

                for (var i = 0; i < together; i++, row++)
                {
                    var added = outside == null ? null : outside[row];
                    if (isSigns)
                    {
                        SignFinish.WriteSigns<TLanes, TVector>(weights, counts + (i * channels), added, tile, output, outputRow + row);
                    }
                    else
                    {
                        SignFinish.WriteNumbers(weights, counts + (i * channels), added, tile, output, outputRow + row);
                    }
                }
            }
        }
    }
}
