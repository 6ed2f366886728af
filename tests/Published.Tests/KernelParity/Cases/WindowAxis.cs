namespace KernelParity;

/// <summary>One random spatial axis: windows of a kernel slid over an extent with some padding on either side.</summary>
public readonly record struct WindowAxis(int Extent, int Positions, int PadBefore)
{
    public static WindowAxis Next(Random random, int kernel, int stride, int dilation, int largest = 10)
    {
        var window = ((kernel - 1) * dilation) + 1;
        while (true)
        {
            var (extent, before, after) = (random.Next(1, largest + 1), random.Next(2) * random.Next(window), random.Next(2) * random.Next(window));
            if (extent + before + after >= window)
            {
                return new(extent, ((extent + before + after - window) / stride) + 1, before);
            }
        }
    }
}
