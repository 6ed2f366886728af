namespace EdgeTool.Training;

/// <summary>Adam (Kingma and Ba 2015) with their constants.</summary>
public sealed class Adam(IEnumerable<LayerParameter> parameters)
{
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;

    private readonly LayerParameter[] _parameters = [.. parameters];
    private double _beta1Power = 1, _beta2Power = 1;

    /// <summary>One step along the gradients summed over <paramref name="examples"/>, which are then cleared.</summary>
    public void Step(double learningRate, int examples)
    {
        _beta1Power *= Beta1;
        _beta2Power *= Beta2;
        var rate = (float)(learningRate * Math.Sqrt(1 - _beta2Power) / (1 - _beta1Power));
        const float Keep1 = (float)Beta1, Take1 = (float)(1 - Beta1), Keep2 = (float)Beta2, Take2 = (float)(1 - Beta2);
        foreach (var parameter in _parameters)
        {
            for (var i = 0; i < parameter.Values.Length; i++)
            {
                var gradient = parameter.Gradient[i] / examples;
                var first = parameter.FirstMoment[i] = (Keep1 * parameter.FirstMoment[i]) + (Take1 * gradient);
                var second = parameter.SecondMoment[i] = (Keep2 * parameter.SecondMoment[i]) + (Take2 * gradient * gradient);
                parameter.Values[i] -= rate * first / (MathF.Sqrt(second) + (float)Epsilon);
                parameter.Gradient[i] = 0;
            }
        }
    }
}
