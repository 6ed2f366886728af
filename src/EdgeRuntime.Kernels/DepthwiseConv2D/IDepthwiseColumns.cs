namespace EdgeRuntime.Kernels;

/// <summary>
/// int8 depthwise convolution with a window of three columns and up to three rows, on one instruction set: a block of neighbouring channels
/// of one column is brought into the order in which it is multiplied, once for all the outputs that the column serves.
/// </summary>
/// <typeparam name="TColumn">Three elements of every channel of a block, or the weights they meet.</typeparam>
/// <typeparam name="TSums">A sum for every channel of a block.</typeparam>
/// <typeparam name="TLimits">Zero point and limits of the output.</typeparam>
internal unsafe interface IDepthwiseColumns<TColumn, TSums, TLimits>
    where TColumn : unmanaged
    where TSums : unmanaged
    where TLimits : unmanaged
{
    static abstract int BlockChannels { get; }

    /// <summary><see cref="BoundKernel.Prepare"/> of the kernel for steps whose numbers are beyond <see cref="Covers"/>.</summary>
    static abstract void PrepareGeneral(StepContext* step);

    /// <summary><see cref="BoundKernel.Run"/> of that kernel.</summary>
    static abstract void RunGeneral(StepContext* step, int begin, int end, int worker);

    /// <summary>Bytes of the weights of one column of a block.</summary>
    static abstract int ColumnBytes { get; }

    /// <summary>Bytes of the biases and factors of a block.</summary>
    static abstract int FactorBytes { get; }

    /// <summary>Whether the arithmetic is exact for a channel with these weights.</summary>
    static abstract bool Covers(ReadOnlySpan<sbyte> weights, in DepthwiseChannel channel);

    static abstract void PlaceWeight(byte* column, int channel, int row, sbyte weight);

    static abstract void PlaceFactor(byte* factors, int lane, in DepthwiseChannel channel);

    static abstract TLimits Limits(OutputStage* stage);

    static abstract TColumn LoadWeights(byte* column);

    /// <summary>Reads the channels of a block from each row.</summary>
    static abstract TColumn Load(sbyte* row0, sbyte* row1, sbyte* row2);

    /// <summary>A column of which every element is the zero point; as many of those as a block has channels lie at the address.</summary>
    static abstract TColumn Outside(sbyte* zeroPoints);

    /// <summary>Biases and the products of three columns, exactly (modulo 2^32).</summary>
    static abstract TSums Sum(byte* factors, TColumn x0, TColumn x1, TColumn x2, TColumn weights0, TColumn weights1, TColumn weights2);

    /// <summary>Rescales, adds the zero point, clamps and stores the channels of a block.</summary>
    static abstract void Store(TSums sums, byte* factors, TLimits limits, sbyte* output);
}
