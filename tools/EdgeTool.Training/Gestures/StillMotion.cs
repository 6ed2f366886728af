namespace EdgeTool.Training;

/// <summary>The arm sways by a few degrees, and now and then drifts like a hand that is busy with something else.</summary>
internal sealed class StillMotion : HandMotion
{
    private readonly Vector3 _direction;
    private readonly double _swayHz, _swayAngle, _driftHz, _drift, _phase;

    public StillMotion(Wearer wearer, SplitMix random)
    {
        _direction = Vector3.Normal(random).Unit();
        (_swayHz, _phase) = (random.Uniform(0.1, 0.5), Phase(random));
        _swayAngle = random.Uniform(0.5, 6) * Math.PI / 180 * wearer.Vigour;
        (_driftHz, _drift) = (random.Uniform(0.3, 1), random.Uniform(0, 0.8) * wearer.Vigour);
    }

    public override Vector3 AnglesAt(double seconds) => new(
        _swayAngle * Wave(_swayHz, seconds, _phase), _swayAngle * Wave(_swayHz * 0.8, seconds, 2 * _phase), 0.3 * _swayAngle * Wave(_swayHz, seconds, 3 * _phase));

    public override Vector3 AccelerationAt(double seconds) => _direction * (_drift * Wave(_driftHz, seconds, _phase));
}
