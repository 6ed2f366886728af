namespace EdgeTool.Compiler.Tflite;

/// <summary>Padding of the published schema: 0 SAME, 1 VALID.</summary>
public static class SamePadding
{
    /// <summary>
    /// Elements before the first one along one axis. SAME makes ceil(extent / stride) windows and puts the smaller half of
    /// the missing elements first; VALID pads nothing.
    /// </summary>
    public static int Before(int padding, int extent, int kernel, int stride, int dilation)
    {
        if (padding == 1)
        {
            return 0;
        }

        if (padding != 0 || stride < 1)
        {
            throw new UnsupportedException($"has padding {padding} and stride {stride}", "use SAME or VALID padding and a positive stride");
        }

        var positions = (extent + (long)stride - 1) / stride;
        var window = ((kernel - 1L) * dilation) + 1;
        return (int)(Math.Max(0, ((positions - 1) * stride) + window - extent) / 2);
    }
}
