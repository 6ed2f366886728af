namespace EdgeTool.Training;

/// <summary>What the demo model tells apart, in the order of its outputs.</summary>
public enum Gesture
{
    /// <summary>The hand rests, with its tremor and slow sway.</summary>
    Still,

    /// <summary>Back and forth along one line, quickly.</summary>
    Shake,

    /// <summary>The wrist turns to one side and back.</summary>
    Tilt,

    /// <summary>The hand draws circles in a plane.</summary>
    Circle,

    /// <summary>Raps on a hard surface.</summary>
    Knock,
}

/// <summary>Facts about gestures.</summary>
public static class Gestures
{
    public static IReadOnlyList<Gesture> All { get; } = Enum.GetValues<Gesture>();

    /// <summary>Names as labels have them: <c>still</c>, <c>shake</c> ...</summary>
    public static IReadOnlyList<string> Labels { get; } = [.. All.Select(LabelOf)];

    public static string LabelOf(Gesture gesture) => gesture.ToString().ToLowerInvariant();
}
