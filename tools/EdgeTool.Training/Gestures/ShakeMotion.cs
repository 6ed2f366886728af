namespace EdgeTool.Training;

/// <summary>A line of 2 to 8 cm, 3 to 6 times a second: acceleration = -(2 pi f)^2 * position. The wrist yields a little.</summary>
internal sealed class ShakeMotion : HandMotion
{
    private readonly Vector3 _direction;
    private readonly double _frequencyHz, _acceleration, _yaw, _overtone, _phase;

    public ShakeMotion(Wearer wearer, SplitMix random)
    {
        _direction = (new Vector3(random.Uniform(-0.6, 0.6), 1, 0) + (Vector3.Normal(random) * 0.25)).Unit();
        _frequencyHz = random.Uniform(2.8, 5) * wearer.Tempo;
        var swing = random.Uniform(0.01, 0.04) * wearer.Vigour;
        _acceleration = 4 * Math.PI * Math.PI * _frequencyHz * _frequencyHz * swing;
        _yaw = random.Uniform(2, 12) * Math.PI / 180 * wearer.Vigour;
        (_overtone, _phase) = (random.Uniform(0, 0.3), Phase(random));
    }

    public override Vector3 AnglesAt(double seconds) =>
        new(0.3 * _yaw * Wave(_frequencyHz, seconds, _phase + 1), 0, _yaw * Wave(_frequencyHz, seconds, _phase + 0.4));

    public override Vector3 AccelerationAt(double seconds) =>
        _direction * (_acceleration * (Wave(_frequencyHz, seconds, _phase) + (_overtone * Wave(2 * _frequencyHz, seconds, 2 * _phase))));
}
