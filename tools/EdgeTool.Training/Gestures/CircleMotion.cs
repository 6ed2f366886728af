namespace EdgeTool.Training;

/// <summary>
/// A circle, or a rather round ellipse, of 4 to 12 cm radius, 1.2 to 2.4 times a second, in a plane near the horizontal or the upright
/// one: acceleration (2 pi f)^2 * radius towards its center.
/// </summary>
internal sealed class CircleMotion : HandMotion
{
    private readonly Vector3 _across, _along;
    private readonly double _frequencyHz, _acceleration, _wobble, _phase;

    public CircleMotion(Wearer wearer, SplitMix random)
    {
        var normal = ((random.Uniform() < 0.6 ? new Vector3(0, 0, 1) : new Vector3(1, 0, 0)) + (Vector3.Normal(random) * 0.3)).Unit();
        _across = normal.Cross(new Vector3(0, 1, 0.2)).Unit();
        _along = normal.Cross(_across) * (random.Uniform(0.6, 1.2) * (random.Uniform() < 0.5 ? -1 : 1));
        _frequencyHz = random.Uniform(1.2, 2.2) * wearer.Tempo;
        var radius = random.Uniform(0.03, 0.09) * wearer.Vigour;
        _acceleration = 4 * Math.PI * Math.PI * _frequencyHz * _frequencyHz * radius;
        (_wobble, _phase) = (random.Uniform(2, 12) * Math.PI / 180, Phase(random));
    }

    public override Vector3 AnglesAt(double seconds) =>
        new(_wobble * Wave(_frequencyHz, seconds, _phase + 0.5), _wobble * Wave(_frequencyHz, seconds, _phase + 2), 0.5 * _wobble * Wave(_frequencyHz, seconds, _phase));

    public override Vector3 AccelerationAt(double seconds) =>
        (_across * (_acceleration * Wave(_frequencyHz, seconds, _phase))) +
        (_along * (_acceleration * Wave(_frequencyHz, seconds, _phase + (Math.PI / 2))));
}
