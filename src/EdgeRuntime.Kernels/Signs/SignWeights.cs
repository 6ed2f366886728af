using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// What a vectorized binary operator derives once, at the start of <see cref="StepContext.Prepared"/>: weights in the order in which
/// <see cref="ISignLanes{TVector}.Four"/> reads them, and the numbers of each channel filled up to whole tiles.
/// </summary>
internal unsafe struct SignWeights
{
    /// <summary>Words of one channel: all taps.</summary>
    public int Words;

    public int Channels;

    /// <summary>Channels of a tile.</summary>
    public int TileChannels;

    /// <summary>Sum of a channel that differs nowhere.</summary>
    public int LargestSum;

    public int Min;
    public int Max;
    public float RealMin;
    public float RealMax;

    /// <summary>[tiles], in each as <see cref="ISignLanes{TVector}.TakesNibbles"/> says.</summary>
    public uint* Weights;

    /// <summary>Of the weights of a tile.</summary>
    public int TileWords;

    /// <summary>(channels): the limit above which twice the differences make -1, or the bits of scales.</summary>
    public int* First;

    /// <summary>(channels): the bits of offsets; unused for signs.</summary>
    public int* Second;

    public readonly int Tiles => (Channels + TileChannels - 1) / TileChannels;

    /// <summary>The variants need weights and numbers of channels at load.</summary>
    public static bool Covers(StepView step)
    {
        foreach (var operand in step.Inputs[1..])
        {
            if (operand.Kind != TensorKind.Constant)
            {
                return false;
            }
        }

        return true;
    }

    public static int TilesOf(int channels, int tileChannels) => (channels + tileChannels - 1) / tileChannels;

    /// <summary>Bytes of this header and of everything it points to.</summary>
    public static long SizeBytes<TLanes, TVector>(Shape weights)
        where TLanes : ISignLanes<TVector>
        where TVector : unmanaged
    {
        var capacity = (long)TilesOf(weights[0], TLanes.TileChannels) * TLanes.TileChannels;
        return HeaderBytes + (capacity * (((TLanes.TakesNibbles ? 2L : 1) * weights.Product(1, weights.Rank)) + 2) * sizeof(uint));
    }

    /// <param name="step">Step with its constants.</param>
    /// <param name="depth">Signs of one sum.</param>
    /// <param name="activation">Limits of an output of numbers.</param>
    public static void Write<TLanes, TVector>(StepContext* step, int depth, Activation activation)
        where TLanes : ISignLanes<TVector>
        where TVector : unmanaged
    {
        ref var output = ref step->Outputs[0];
        var shape = step->Inputs[1].Shape;
        var header = (SignWeights*)step->Prepared;
        *header = new SignWeights
        {
            Words = shape.Product(1, shape.Rank),
            Channels = shape[0],
            TileChannels = TLanes.TileChannels,
            TileWords = shape.Product(1, shape.Rank) * TLanes.TileChannels * (TLanes.TakesNibbles ? 2 : 1),
            LargestSum = depth,
            Weights = (uint*)(step->Prepared + HeaderBytes),
        };
        (header->RealMin, header->RealMax) = ActivationRange.Real(activation);
        if (output.Type == ElementType.Int8)
        {
            (header->Min, header->Max) = ActivationRange.Quantized(activation, output.Type, output.Scale, output.ZeroPoint);
        }

        if (TLanes.TakesNibbles)
        {
            header->WriteNibbles(step->Inputs[1].As<uint>());
        }
        else
        {
            header->WriteTiles(step->Inputs[1].As<uint>());
        }

        var capacity = header->Tiles * TLanes.TileChannels;
        header->First = (int*)(header->Weights + ((nint)header->Tiles * header->TileWords));
        header->Second = header->First + capacity;
        new Span<int>(header->First, 2 * capacity).Clear();
        if (output.Type == ElementType.UInt32)
        {
            header->WriteLimits(step->Inputs[2].As<int>(), capacity);
            return;
        }

        new Span<int>(step->Inputs[2].Data, header->Channels).CopyTo(new Span<int>(header->First, capacity));
        new Span<int>(step->Inputs[3].Data, header->Channels).CopyTo(new Span<int>(header->Second, capacity));
    }

    /// <summary>
    /// largest - 2 * differences is below the threshold where 2 * differences is above largest - threshold. No sum comes near the limits of
    /// what is kept of a threshold. Channels that fill a tile up are never above.
    /// </summary>
    private readonly void WriteLimits(int* thresholds, int capacity)
    {
        for (var c = 0; c < capacity; c++)
        {
            First[c] = c < Channels ? LargestSum - Math.Clamp(thresholds[c], -MaxThreshold, MaxThreshold) : int.MaxValue;
        }
    }

    private readonly void WriteTiles(uint* rowMajor)
    {
        var target = Weights;
        for (var first = 0; first < Channels; first += TileChannels)
        {
            for (var word = 0; word < Words; word++)
            {
                for (var channel = first; channel < first + TileChannels; channel++)
                {
                    *target++ = channel < Channels ? rowMajor[((nint)channel * Words) + word] : 0;
                }
            }
        }
    }

    private readonly void WriteNibbles(uint* rowMajor)
    {
        var target = (byte*)Weights;
        for (var first = 0; first < Channels; first += TileChannels)
        {
            for (var nibble = 0; nibble < 8 * Words; nibble++)
            {
                for (var channel = first; channel < first + TileChannels; channel++)
                {
                    var word = channel < Channels ? rowMajor[((nint)channel * Words) + (nibble / 8)] : 0;
                    *target++ = (byte)((word >> (nibble % 8 * 4)) & 15);
                }
            }
        }
    }

    /// <summary>Beyond every sum, which the law keeps within 2^26 with all that taps outside add.</summary>
    private const int MaxThreshold = 1 << 27;

    /// <summary>The header, rounded up so that weights lie at whole cache lines.</summary>
    private const int HeaderBytes = 128;
}
