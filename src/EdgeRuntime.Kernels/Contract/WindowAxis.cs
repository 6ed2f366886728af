namespace EdgeRuntime.Kernels;

/// <summary>One axis of a window over an input with padding.</summary>
internal static class WindowAxis
{
    /// <summary>The taps [first, end) that lie inside the input; none where end is not behind first.</summary>
    /// <param name="start">Input position under the first tap; negative in the padding.</param>
    /// <param name="dilation">From one tap to the next.</param>
    /// <param name="taps">Of the window.</param>
    /// <param name="extent">Of the input.</param>
    public static (int First, int End) Inside(int start, int dilation, int taps, int extent) => (
        Math.Min(taps, start >= 0 ? 0 : (dilation - 1 - start) / dilation),
        start >= extent ? 0 : Math.Min(taps, (extent - start + dilation - 1) / dilation));
}
