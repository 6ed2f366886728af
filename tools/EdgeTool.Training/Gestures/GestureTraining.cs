using EdgeRuntime.Model;

namespace EdgeTool.Training;

/// <summary>
/// Follows a <see cref="GestureRecipe"/>: simulates wearers, trains a small convolutional network, quantizes it to int8 and measures that
/// on wearers it never saw. The same recipe gives the same bytes on every machine.
/// </summary>
public static class GestureTraining
{
    private const int Taps = 5, Stride = 2, PoolSize = 4;

    /// <param name="recipe">What to do.</param>
    /// <param name="progress">Called after each epoch with its number from 1 and the accuracy on the validation wearers.</param>
    public static TrainedGestures Run(GestureRecipe recipe, Action<int, double> progress)
    {
        var random = new SplitMix((ulong)recipe.Seed);
        var training = GestureWindows.Simulate(recipe.TrainingWearers, recipe.WindowsPerGesture, random.Branch());
        var validation = GestureWindows.Simulate(recipe.ValidationWearers, recipe.WindowsPerGesture, random.Branch());
        var heldOut = GestureWindows.Simulate(recipe.HeldOutWearers, recipe.WindowsPerGesture, random.Branch());
        var recording = GestureStream.Simulate(60, random.Branch());

        var (mean, std) = training.Statistics();
        var examples = Standardized(training, mean, std);
        var network = Create(recipe, random.Branch());
        Train(network, recipe, examples, training.Labels, random.Branch(), epoch =>
            progress(epoch, network.Accuracy(Standardized(validation, mean, std), validation.Labels)));

        var floatAccuracy = network.Accuracy(Standardized(heldOut, mean, std), heldOut.Labels);
        var contract = ContractOf(recipe, mean, std);
        var int8 = HeldOutAccuracy.Measure(ToTflite(), heldOut);
        contract.Provenance.Measured =
        [
            new MeasuredFigure { Metric = "top1", DataSet = "simulated held-out wearers, int8", Value = Math.Round(int8.Top1, 4), Samples = heldOut.Count },
            new MeasuredFigure { Metric = "top1", DataSet = "simulated held-out wearers, float32 before quantization", Value = Math.Round(floatAccuracy, 4), Samples = heldOut.Count },
        ];
        return new TrainedGestures(ToTflite(), int8, floatAccuracy, recording, GestureStream.Table(heldOut, recipe.HeldOutDataWindows));

        byte[] ToTflite() => SequentialTflite.Write(network, [1, 1, GestureWindows.Length, MotionSensor.Channels], examples, contract);
    }

    private static Network Create(GestureRecipe recipe, SplitMix random)
    {
        var first = new ConvolutionLayer(GestureWindows.Length, MotionSensor.Channels, recipe.Filters[0], Taps, Stride, random);
        var second = new ConvolutionLayer(first.Positions, first.OutC, recipe.Filters[1], Taps, Stride, random);
        var pool = new AveragePoolLayer(second.Positions, second.OutC, PoolSize);
        return new Network([first, second, pool, new DenseLayer(pool.OutputLength, Gestures.All.Count, random)]);
    }

    private static void Train(
        Network network, GestureRecipe recipe, float[][] examples, IReadOnlyList<int> labels, SplitMix random, Action<int> epochDone)
    {
        var optimizer = new Adam(network.Parameters);
        var order = Enumerable.Range(0, examples.Length).ToArray();
        var (steps, step) = (recipe.Epochs * ((order.Length + recipe.Batch - 1) / recipe.Batch), 0);
        for (var epoch = 1; epoch <= recipe.Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var batch in order.Chunk(recipe.Batch))
            {
                foreach (var index in batch)
                {
                    network.Learn(examples[index], labels[index]);
                }

                optimizer.Step(recipe.LearningRate * (steps - step) / steps, batch.Length);
                step++;
            }

            epochDone(epoch);
        }
    }

    /// <summary>As the contract's <c>standardize</c> stage computes it on the board.</summary>
    private static float[][] Standardized(GestureWindows windows, double[] mean, double[] std) =>
        [.. windows.Frames.Select(frames => frames.Select((x, i) =>
            (x - (float)mean[i % mean.Length]) / (float)std[i % std.Length]).ToArray())];

    private static ModelContract ContractOf(GestureRecipe recipe, double[] mean, double[] std) => new()
    {
        Name = "gestures",
        Labels = [.. Gestures.Labels],
        Preprocess = [new PreprocessStage { Kind = "standardize", Numbers = new Dictionary<string, double[]> { ["mean"] = mean, ["std"] = std } }],
        Decision = new DecisionDefaults { Threshold = 0.7, Hysteresis = 0.2, Debounce = 2 },
        Provenance = new Provenance
        {
            Notes =
            [
                "Input: 64 frames of ax, ay, az in g and gx, gy, gz in degrees per second, 50 Hz.",
                $"Trained by edgetool train on simulated motion only: seed {recipe.Seed}, {recipe.TrainingWearers} wearers, {recipe.Epochs} epochs.",
                "Measured on windows that lie within one gesture; a window across two is neither.",
                "Quantized to int8 after training; activation ranges from the training windows.",
            ],
        },
    };
}

/// <summary>What a recipe gives.</summary>
/// <param name="Tflite">The int8 model, its contract within.</param>
/// <param name="HeldOut">Measured with the integer interpreter on held-out wearers.</param>
/// <param name="FloatTop1">The same before quantization.</param>
/// <param name="Recording">CSV of a sensor's stream.</param>
/// <param name="HeldOutData">CSV of held-out windows.</param>
public sealed record TrainedGestures(byte[] Tflite, HeldOutAccuracy HeldOut, double FloatTop1, string Recording, string HeldOutData);
