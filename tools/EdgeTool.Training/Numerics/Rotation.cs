using EdgeRuntime.Pipeline;

namespace EdgeTool.Training;

/// <summary>A rotation: the axes of the turned frame, in coordinates of the one at rest.</summary>
public readonly record struct Rotation(Vector3 X, Vector3 Y, Vector3 Z)
{
    /// <summary>Roll about x, then pitch about y, then yaw about z; radians.</summary>
    public static Rotation Of(Vector3 angles)
    {
        var (sr, cr) = (PortableMath.Sin(angles.X), PortableMath.Cos(angles.X));
        var (sp, cp) = (PortableMath.Sin(angles.Y), PortableMath.Cos(angles.Y));
        var (sy, cy) = (PortableMath.Sin(angles.Z), PortableMath.Cos(angles.Z));
        return new Rotation(
            new Vector3(cy * cp, sy * cp, -sp),
            new Vector3((cy * sp * sr) - (sy * cr), (sy * sp * sr) + (cy * cr), cp * sr),
            new Vector3((cy * sp * cr) + (sy * sr), (sy * sp * cr) - (cy * sr), cp * cr));
    }

    /// <summary>This rotation after <paramref name="inner"/> within the turned frame.</summary>
    public Rotation Then(Rotation inner) => new(ToRest(inner.X), ToRest(inner.Y), ToRest(inner.Z));

    /// <summary>A vector of the turned frame, seen from the one at rest.</summary>
    public Vector3 ToRest(Vector3 v) => (X * v.X) + (Y * v.Y) + (Z * v.Z);

    /// <summary>A vector of the frame at rest, seen from the turned one.</summary>
    public Vector3 ToTurned(Vector3 v) => new(X.Dot(v), Y.Dot(v), Z.Dot(v));
}
