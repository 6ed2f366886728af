namespace EdgeTool.Training;

/// <summary>Three numbers along x, y, z in double precision.</summary>
public readonly record struct Vector3(double X, double Y, double Z)
{
    public static Vector3 Normal(SplitMix random) => new(random.Normal(), random.Normal(), random.Normal());

    public static Vector3 operator +(Vector3 a, Vector3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Vector3 operator -(Vector3 a, Vector3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Vector3 operator *(Vector3 a, double factor) => new(a.X * factor, a.Y * factor, a.Z * factor);

    public double Dot(Vector3 other) => (X * other.X) + (Y * other.Y) + (Z * other.Z);

    public Vector3 Cross(Vector3 other) =>
        new((Y * other.Z) - (Z * other.Y), (Z * other.X) - (X * other.Z), (X * other.Y) - (Y * other.X));

    /// <summary>Length 1 in the same direction.</summary>
    public Vector3 Unit() => this * (1 / Math.Sqrt(Dot(this)));
}
