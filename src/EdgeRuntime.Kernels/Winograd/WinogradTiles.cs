using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>Tiles of 2x2 outputs that are computed together: a part of two output rows, or several whole pairs of rows where they are short.</summary>
internal readonly unsafe struct WinogradTiles
{
    /// <summary>Most tiles, and most elements of the depth that all of them have together.</summary>
    private const int MaxTiles = 16, MaxDepth = 1024;

    /// <summary>Elements of the input rows under the tiles.</summary>
    private const int MaxBand = 12288;

    private const int SumsElements = WinogradWeights.Positions * MaxTiles * WinogradWeights.BlockChannels;

    private const int OutputElements = 4 * MaxTiles * WinogradWeights.BlockChannels;

    /// <summary>Bytes of input rows.</summary>
    public const int BandBytes = MaxBand * sizeof(short);

    /// <summary>Bytes of what lies between inputs and outputs.</summary>
    public const int MemoryBytes = (WinogradWeights.Positions * MaxDepth * sizeof(short)) + ((SumsElements + OutputElements) * sizeof(int));

    private readonly PairWeights* _weights;
    private readonly short* _x;
    private readonly int* _sums;
    private readonly int* _outputs;
    private readonly int _inC;
    private readonly int _outW;

    /// <param name="step">A step that <see cref="Covers"/> was asked about.</param>
    /// <param name="memory"><see cref="MemoryBytes"/>.</param>
    public WinogradTiles(StepContext* step, byte* memory)
    {
        _weights = (PairWeights*)step->Prepared;
        _sums = (int*)memory;
        _outputs = _sums + SumsElements;
        _x = (short*)(_outputs + OutputElements);
        (_inC, _outW) = (step->Inputs[0].Shape[3], step->Outputs[0].Shape[2]);
    }

    /// <summary>Whether input rows of <paramref name="slotElements"/> fit.</summary>
    public static bool Covers(Shape input, Shape output, long slotElements) =>
        input[3] <= MaxDepth && (Rows(input, output) + 2) * slotElements <= MaxBand;

    /// <summary>Output rows that tiles take together; even.</summary>
    public static int Rows(Shape input, Shape output) => 2 * Math.Clamp(Most(input) / (output[2] / 2), 1, (output[1] + 1) / 2);

    /// <summary>Tiles side by side that are taken together.</summary>
    public static int Columns(Shape input, Shape output) => Math.Min(Most(input), output[2] / 2);

    /// <summary>Computes outputs under <paramref name="rows"/> of 16 bits, at the first tile.</summary>
    /// <param name="rows">Two more than there are output rows, rounded up to pairs.</param>
    /// <param name="height">Output rows.</param>
    /// <param name="columns">Tiles side by side.</param>
    /// <param name="output">First channel of the first output.</param>
    public void Run(byte** rows, int height, int columns, sbyte* output)
    {
        var tiles = (height + 1) / 2 * columns;
        for (var y = 0; y < height; y += 2)
        {
            WinogradInput.Write((short**)(rows + y), _inC, columns, _x + (y / 2 * columns * _inC), (nint)tiles * _inC);
        }

        for (var channel = 0; channel < _weights->Channels; channel += WinogradWeights.BlockChannels)
        {
            WinogradTile.Run(_x, _inC, tiles, WinogradWeights.Of(_weights) + ((nint)channel * WinogradWeights.Positions * _inC), _sums);
            for (var y = 0; y < height; y += 2)
            {
                Finish(y, Math.Min(2, height - y), columns, tiles, channel, output);
            }
        }
    }

    /// <summary>One or two output rows of a pair.</summary>
    private void Finish(int y, int height, int columns, int tiles, int channel, sbyte* output)
    {
        const int block = WinogradWeights.BlockChannels;
        WinogradOutput.Write(_weights, channel, _sums + (y / 2 * columns * block), tiles * block, columns, _outputs);
        for (var row = 0; row < height; row++)
        {
            WinogradOutput.Finish(
                _weights, channel, _outputs + (row * 2 * columns * block), 2 * columns, output + ((nint)(y + row) * _outW * _weights->Channels));
        }
    }

    private static int Most(Shape input) => Math.Min(MaxTiles, MaxDepth / input[3]);
}
