namespace EdgeRuntime.Devices;

/// <summary>A level that a channel passes.</summary>
/// <param name="Channel">Of a frame.</param>
/// <param name="Level">In the channel's units.</param>
/// <param name="IsBelow">Whether it must fall below the level instead of rising above it.</param>
/// <param name="Hysteresis">How far it must come back before the level counts as left.</param>
/// <param name="IsOfMagnitude">Whether the number's magnitude counts, as for sound or acceleration around zero.</param>
public readonly record struct LevelCondition(int Channel, float Level, bool IsBelow, float Hysteresis, bool IsOfMagnitude)
{
    /// <summary>Whether the level counts as passed, when it did or did not before. A NaN changes nothing.</summary>
    public bool Holds(float value, bool before)
    {
        var x = IsOfMagnitude ? MathF.Abs(value) : value;
        var beyond = IsBelow ? Level - x : x - Level;
        return float.IsNaN(x) ? before : before ? beyond > -Hysteresis : beyond > 0;
    }
}
