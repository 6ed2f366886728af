namespace EdgeRuntime.Pipeline;

/// <summary>The numbers of stages that change an image's size: what comes in; what goes out is what follows.</summary>
internal static class ImageSize
{
    public const string Height = "inputHeight";
    public const string Width = "inputWidth";

    /// <summary>Largest side of an image, in pixels.</summary>
    public const int Max = 8192;

    public static StageNumber[] Numbers { get; } = [StageNumber.Count(Height, null, 1, Max), StageNumber.Count(Width, null, 1, Max)];
}
