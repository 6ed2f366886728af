using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Up to six tiles times sixteen output channels, for one position after another: sums over the depth of VPMADDWD's pairs, modulo 2^32.
/// Twelve sums, two weights, a pair of x and a product fit sixteen registers.
/// </summary>
internal static unsafe class WinogradTile
{
    private const int Block = WinogradWeights.BlockChannels;

    /// <param name="x">[position][tile][inC].</param>
    /// <param name="inC">Depth, even.</param>
    /// <param name="tiles">Tiles of a position.</param>
    /// <param name="weights">A block of <see cref="WinogradWeights"/>.</param>
    /// <param name="sums">[position][tile][16 channels].</param>
    public static void Run(short* x, int inC, int tiles, short* weights, int* sums)
    {
        var parts = new EvenTiles(tiles, Size6.Count);
        for (var part = 0; part < parts.Count; part++)
        {
            var height = parts.HeightOf(part);
            switch (height)
            {
                case 1:
                    Run<Size1>(x, inC, tiles, weights, sums);
                    break;
                case 2:
                    Run<Size2>(x, inC, tiles, weights, sums);
                    break;
                case 3:
                    Run<Size3>(x, inC, tiles, weights, sums);
                    break;
                case 4:
                    Run<Size4>(x, inC, tiles, weights, sums);
                    break;
                case 5:
                    Run<Size5>(x, inC, tiles, weights, sums);
                    break;
                default:
                    Run<Size6>(x, inC, tiles, weights, sums);
                    break;
            }

            x += height * inC;
            sums += height * Block;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Run<TRows>(short* first, nint inC, nint tiles, short* weights, int* sums)
        where TRows : ITileSize
    {
        var stride = inC * sizeof(short);
        for (var position = 0; position < WinogradWeights.Positions; position++)
        {
            Vector256<int> a0, a1, a2, a3, a4, a5, b0, b1, b2, b3, b4, b5;
            a0 = a1 = a2 = a3 = a4 = a5 = b0 = b1 = b2 = b3 = b4 = b5 = Vector256<int>.Zero;
            var x = (byte*)first;
            for (var left = inC; left > 0; left -= 2)
            {
                var (wa, wb) = (Avx.LoadVector256(weights), Avx.LoadVector256(weights + Block));
                Step<TRows>(x, 0, wa, wb, ref a0, ref b0);
                Step<TRows>(x + stride, 1, wa, wb, ref a1, ref b1);
                Step<TRows>(x + (2 * stride), 2, wa, wb, ref a2, ref b2);
                Step<TRows>(x + (3 * stride), 3, wa, wb, ref a3, ref b3);
                Step<TRows>(x + (4 * stride), 4, wa, wb, ref a4, ref b4);
                Step<TRows>(x + (5 * stride), 5, wa, wb, ref a5, ref b5);
                weights += 2 * Block;
                x += sizeof(int);
            }

            Store<TRows>(sums, 0, a0, b0);
            Store<TRows>(sums, 1, a1, b1);
            Store<TRows>(sums, 2, a2, b2);
            Store<TRows>(sums, 3, a3, b3);
            Store<TRows>(sums, 4, a4, b4);
            Store<TRows>(sums, 5, a5, b5);
            first += tiles * inC;
            sums += tiles * Block;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TRows>(
        byte* x, int row, Vector256<short> wa, Vector256<short> wb, ref Vector256<int> a, ref Vector256<int> b)
        where TRows : ITileSize
    {
        if (row < TRows.Count)
        {
            var pair = Avx2.BroadcastScalarToVector256((int*)x).AsInt16();
            a = Avx2.Add(a, Avx2.MultiplyAddAdjacent(pair, wa));
            b = Avx2.Add(b, Avx2.MultiplyAddAdjacent(pair, wb));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TRows>(int* sums, int row, Vector256<int> a, Vector256<int> b)
        where TRows : ITileSize
    {
        if (row < TRows.Count)
        {
            Avx.Store(sums + (row * Block), a);
            Avx.Store(sums + (row * Block) + Vector256<int>.Count, b);
        }
    }
}
