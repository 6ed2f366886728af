using System.Runtime.CompilerServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Rows of x (rows, depth) times weights, finished into output (rows, channels). The rows of a tile, up to twelve, or of some tiles of small
/// depth are laid out on the thread's stack and multiplied with all channels before the next ones. Depths that do not fit are taken in
/// parts, the sums kept in between.
/// </summary>
internal static unsafe class PairProduct<TStep, TVector>
    where TStep : IPairStep<TVector>
    where TVector : unmanaged
{
    /// <summary>Elements of the memory for sums.</summary>
    public const int SumsCapacity = PairOperands.MaxRows * MaxChannels;

    private const int MaxRows = PairOperands.MaxRows / 2, MaxDepth = 1024, MaxChannels = 256;

    /// <summary>Tiles that are laid out together, so that what comes with every tile is little beside its products.</summary>
    private const int MaxTiles = 8;

    /// <summary>Channels are those of blocks [begin, end) of <see cref="WeightBlocks"/>.</summary>
    [SkipLocalsInit]
    public static void Run<TSource>(PairWeights* weights, TSource source, int rows, sbyte* output, int begin, int end)
        where TSource : struct, IPairSource
    {
        var x = stackalloc byte[TStep.Form.ElementBytes * MaxRows * (MaxDepth + (2 * WidenedBytes.Slack))];
        var sums = stackalloc int[SumsCapacity];
        var tiles = new EvenTiles(rows, weights->Depth > MaxDepth / 2 ? MaxRows : MaxHeight(end - begin));
        var together = TakesTiles(weights) && source.TakesTogether(weights->Depth) ? Math.Clamp(MaxDepth / 2 / weights->Depth, 1, MaxTiles) : 1;
        for (var tile = 0; tile < tiles.Count; tile += together)
        {
            var turn = tiles.Part(tile, Math.Min(tiles.Count, tile + together));
            Rows(weights, ref source, turn, output, begin, end, x, sums);
            output += (nint)turn.Rows * weights->Channels;
        }
    }

    /// <summary>Whether <see cref="WholeDepth"/> takes more than one tile at a time.</summary>
    public static bool TakesTiles(PairWeights* weights) => weights->Bounded && !weights->Halved;

    /// <summary>Rows that a tile takes at most.</summary>
    public static int MaxHeight(int blocks) => blocks == 1 ? 2 * MaxRows : MaxRows;

    private static void Rows<TSource>(
        PairWeights* weights, ref TSource source, EvenTiles tiles, sbyte* output, int begin, int end, byte* x, int* sums)
        where TSource : struct, IPairSource
    {
        var (depth, height) = (weights->Depth, tiles.HeightOf(0));
        var partDepth = height > MaxRows ? MaxDepth / 2 : MaxRows / height * MaxDepth;
        var operands = new PairOperands { Weights = weights, Segments = &x, SegmentCount = 1 };
        operands.XStride = source.TakesTogether(depth)
            ? depth * TStep.Form.ElementBytes
            : (GroupsOf(Math.Min(depth, partDepth)) * 4) + (WidenedBytes.Slack * TStep.Form.ElementBytes);
        if (depth <= partDepth)
        {
            Take(ref source, tiles.Rows, 0, depth, &operands);
            WholeDepth(&operands, tiles, output, begin, end, sums);
            return;
        }

        var first = source;
        for (var group = begin; group < end; group += MaxChannels / TStep.Lanes)
        {
            var groupEnd = Math.Min(end, group + (MaxChannels / TStep.Lanes));
            (operands.SumsStride, operands.InitialStride) = (MaxChannels, 0);
            operands.Initial = null;
            for (var part = 0; part < depth; part += partDepth)
            {
                source = first;
                Take(ref source, height, part, Math.Min(depth, part + partDepth), &operands);
                operands.Sums = part + partDepth >= depth && weights->Bounded ? null : sums;
                Blocks(&operands, tiles, output, group, groupEnd, sums);
                operands.InitialStride = MaxChannels;
                operands.Initial = sums;
            }

            if (operands.Sums != null)
            {
                FinishSums(&operands, height, output, group, groupEnd);
            }
        }
    }

    /// <summary>
    /// Blocks [begin, end) of some tiles, of which the whole depth is laid out: of one, unless <see cref="TakesTiles"/>.
    /// <paramref name="sums"/> holds <see cref="SumsCapacity"/>.
    /// </summary>
    public static void WholeDepth(PairOperands* operands, EvenTiles tiles, sbyte* output, int begin, int end, int* sums)
    {
        if (operands->Weights->Bounded)
        {
            Blocks(operands, tiles, output, begin, end, sums);
            return;
        }

        operands->Sums = sums;
        operands->SumsStride = MaxChannels;
        for (var group = begin; group < end; group += MaxChannels / TStep.Lanes)
        {
            var groupEnd = Math.Min(end, group + (MaxChannels / TStep.Lanes));
            Blocks(operands, tiles, output, group, groupEnd, sums);
            FinishSums(operands, tiles.Rows, output, group, groupEnd);
        }

        operands->Sums = null;
    }

    private static void FinishSums(PairOperands* operands, int height, sbyte* output, int begin, int end) =>
        PairSums<TStep, TVector>.Finish(
            operands->Weights, operands->Sums, MaxChannels, height, output, begin * TStep.Lanes,
            Math.Min(operands->Weights->Channels, end * TStep.Lanes));

    private static void Take<TSource>(ref TSource source, int height, int begin, int end, PairOperands* operands)
        where TSource : struct, IPairSource
    {
        (operands->FirstDepth, operands->Groups) = (begin, GroupsOf(end - begin));
        source.Take(height, begin, end, *operands->Segments, operands->XStride);
    }

    private static int GroupsOf(int depth) => (depth + TStep.GroupDepth - 1) / TStep.GroupDepth;

    /// <summary>Blocks [begin, end) of channels, into the sums or finished, by way of the <paramref name="buffer"/> where tiles cannot finish.</summary>
    private static void Blocks(PairOperands* operands, EvenTiles tiles, sbyte* output, int begin, int end, int* buffer)
    {
        var initial = operands->Initial;
        var sums = operands->Sums;
        var channels = operands->Weights->Channels;
        if (TStep.HalvesProducts && operands->Weights->Halved)
        {
            InnerProduct.WriteRowTerms(operands, tiles.Rows);
        }

        for (var block = begin; block < end;)
        {
            operands->Channel = block * TStep.Lanes;
            operands->Initial = initial == null ? operands->Weights->Bias + operands->Channel : initial + ((block - begin) * TStep.Lanes);
            operands->Sums = sums == null ? null : sums + ((block - begin) * TStep.Lanes);
            var whole = Math.Min(end, channels / TStep.Lanes) - block;
            var columns = whole >= PairRow<TStep, TVector>.Columns && tiles.Rows == 1 ? PairRow<TStep, TVector>.Columns : whole >= 2 ? 2 : 1;
            var aside = sums == null && !PairFinish<TStep, TVector>.Holds(operands->Weights, block, columns);
            if (aside)
            {
                operands->Sums = initial == null ? buffer : buffer + ((block - begin) * TStep.Lanes);
                operands->SumsStride = MaxChannels;
            }

            var target = output;
            for (var tile = 0; tile < tiles.Count; tile++)
            {
                var height = tiles.HeightOf(tile);
                if (tile > 0)
                {
                    operands->Move(tiles.HeightOf(tile - 1));
                }

                operands->Output = target + operands->Channel;
                operands->OutputStride = channels;
                Columns(operands, height, columns, whole);
                if (aside)
                {
                    PairSums<TStep, TVector>.Finish(
                        operands->Weights, operands->Sums, MaxChannels, height, target, operands->Channel,
                        Math.Min(channels, (block + columns) * TStep.Lanes));
                }

                target += (nint)height * channels;
            }

            if (tiles.Count > 1)
            {
                operands->Move(tiles.HeightOf(tiles.Count - 1) - tiles.Rows);
            }

            block += columns;
        }

        operands->Initial = initial;
        operands->Sums = sums;
    }

    /// <summary>A tile of some columns, which <paramref name="whole"/> blocks are no less than, or of what is left of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns(PairOperands* operands, int height, int columns, int whole)
    {
        if (columns > 2)
        {
            PairRow<TStep, TVector>.Run(operands);
        }
        else if (columns == 2)
        {
            Tile<TwoColumns>(operands, height);
        }
        else if (whole == 1 || operands->Sums != null)
        {
            Column(operands, height);
        }
        else
        {
            FirstLanes(operands, height, operands->Weights->Channels - operands->Channel);
        }
    }

    /// <summary>A block with fewer channels than lanes is finished aside.</summary>
    private static void FirstLanes(PairOperands* operands, int height, int count)
    {
        var bytes = stackalloc sbyte[2 * MaxRows * 16];
        var output = operands->Output;
        operands->Output = bytes;
        operands->OutputStride = 16;
        Column(operands, height);
        for (var row = 0; row < height; row++, bytes += 16, output += operands->Weights->Channels)
        {
            FirstBytes.Store(bytes, output, count);
        }
    }

    private static void Column(PairOperands* operands, int height)
    {
        if (height <= MaxRows)
        {
            Tile<OneColumn>(operands, height);
            return;
        }

        operands->SecondRow = height / 2;
        Tile<TwiceTheRows>(operands, height - operands->SecondRow);
    }

    private static void Tile<TShape>(PairOperands* operands, int rows)
        where TShape : ITileShape
    {
        switch (rows)
        {
            case 1:
                PairTile<TStep, TVector, Size1, TShape>.Run(operands);
                break;
            case 2:
                PairTile<TStep, TVector, Size2, TShape>.Run(operands);
                break;
            case 3:
                PairTile<TStep, TVector, Size3, TShape>.Run(operands);
                break;
            case 4:
                PairTile<TStep, TVector, Size4, TShape>.Run(operands);
                break;
            case 5:
                PairTile<TStep, TVector, Size5, TShape>.Run(operands);
                break;
            default:
                PairTile<TStep, TVector, Size6, TShape>.Run(operands);
                break;
        }
    }
}
