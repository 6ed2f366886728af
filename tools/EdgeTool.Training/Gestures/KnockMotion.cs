using EdgeRuntime.Pipeline;

namespace EdgeTool.Training;

/// <summary>
/// Raps every 0.25 to 0.6 s: a short swing towards the surface, then the impact, which rings down within tenths of a second as a damped
/// oscillation of hand and strap.
/// </summary>
internal sealed class KnockMotion : HandMotion
{
    private readonly Vector3 _direction;
    private readonly double _periodSeconds, _impact, _swing, _ringHz, _damping, _pitch, _offset, _uneven;

    public KnockMotion(Wearer wearer, SplitMix random)
    {
        _direction = (new Vector3(random.Uniform(-0.3, 0.6), 0, -1) + (Vector3.Normal(random) * 0.2)).Unit();
        _periodSeconds = random.Uniform(0.25, 0.6) / wearer.Tempo;
        _impact = random.Uniform(6, 30) * wearer.Vigour;
        (_swing, _pitch) = (random.Uniform(0.5, 2.5) * wearer.Vigour, random.Uniform(2, 10) * Math.PI / 180);
        (_ringHz, _damping) = (random.Uniform(9, 18), random.Uniform(15, 35));
        (_offset, _uneven) = (random.Uniform(0, _periodSeconds), random.Uniform(-0.2, 0.2));
    }

    public override Vector3 AnglesAt(double seconds) => new(0, _pitch * Wave(1 / _periodSeconds, seconds + _offset, 0), 0);

    public override Vector3 AccelerationAt(double seconds)
    {
        var beat = (seconds + _offset) / _periodSeconds;
        var since = (beat - Math.Floor(beat)) * _periodSeconds;
        var strength = ((long)Math.Floor(beat) & 1) == 0 ? 1 + _uneven : 1 - _uneven;
        var ring = PortableMath.Exp(-_damping * since) * PortableMath.Cos(2 * Math.PI * _ringHz * since);
        return _direction * ((_swing * Wave(1 / _periodSeconds, seconds + _offset, 2)) - (_impact * strength * ring));
    }
}
