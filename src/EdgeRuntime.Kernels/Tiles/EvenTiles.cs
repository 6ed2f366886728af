namespace EdgeRuntime.Kernels;

/// <summary>Rows cut into as few tiles as possible, the tiles' heights as even as possible.</summary>
internal readonly struct EvenTiles
{
    public readonly int Count;

    private readonly int _height;
    private readonly int _higher;

    public EvenTiles(int rows, int maxHeight)
    {
        Count = (rows + maxHeight - 1) / maxHeight;
        (_height, _higher) = Count == 0 ? (0, 0) : (rows / Count, rows % Count);
    }

    private EvenTiles(int count, int height, int higher) => (Count, _height, _higher) = (count, height, higher);

    public readonly int Rows => (Count * _height) + _higher;

    /// <summary>Tiles [begin, end).</summary>
    public readonly EvenTiles Part(int begin, int end) => new(end - begin, _height, Math.Clamp(_higher - begin, 0, end - begin));

    public readonly int HeightOf(int tile) => tile < _higher ? _height + 1 : _height;
}
