using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels.Tests;

/// <summary>Single precision against the definition: what was proved holds for every sum, and what is not exact is refused.</summary>
public unsafe class FloatRescaleTests
{
    [Fact]
    public void WhatIsProvedHoldsForEverySum()
    {
        if (!Avx2.IsSupported)
        {
            return;
        }

        var proved = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var (factor, stage, range) = Next(random);
            if (!FloatRescaleProof.TryFind(factor, &stage, range, out var rescale))
            {
                continue;
            }

            proved++;
            for (var sum = range.Lowest; sum <= range.Highest; sum++)
            {
                Assert.True(stage.ValueOf(factor, (int)sum) == Apply(rescale, &stage, (int)sum), $"seed {seed}: {sum} by {factor}, {rescale}");
            }
        }

        Assert.InRange(proved, 200, 300);
    }

    [Fact]
    public void TiesArePowersOfTwo()
    {
        if (!Avx2.IsSupported)
        {
            return;
        }

        foreach (var zeroPoint in new[] { -128, -1, 0, 17, 127 })
        {
            for (var shift = -12; shift <= 0; shift++)
            {
                // A factor of 2^(shift - 1): every second step lies on a tie.
                var (factor, stage) = (new QuantizedMultiplier(1 << 30, shift), new OutputStage { OutputZeroPoint = zeroPoint, Min = -128, Max = 127 });
                var range = new SumRange(-300L << -shift, 300L << -shift);
                Assert.True(FloatRescaleProof.TryFind(factor, &stage, range, out var rescale), $"{zeroPoint} {factor}");
                for (var sum = range.Lowest; sum <= range.Highest; sum++)
                {
                    Assert.Equal(stage.ValueOf(factor, (int)sum), Apply(rescale, &stage, (int)sum));
                }
            }
        }
    }

    [Fact]
    public void WhatGivesAnotherByteSomewhereIsRefused()
    {
        if (!Avx2.IsSupported)
        {
            return;
        }

        var refused = 0;
        var sums = stackalloc int[RescaleSteps.Capacity];
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var (factor, stage, range) = Next(random);
            if (!FloatRescaleProof.TryFind(factor, &stage, range, out var rescale))
            {
                continue;
            }

            // Off by so little that few sums or none come out otherwise.
            var forged = random.Next(3) switch
            {
                0 => rescale with { Scale = rescale.Scale * (1 + (random.Next(-40, 41) / 4e6f)) },
                1 => rescale with { Offset = rescale.Offset + (random.Next(-20, 21) * rescale.Scale / 40) },
                _ => rescale with { NegativeOffset = rescale.NegativeOffset + (random.Next(-20, 21) * rescale.Scale / 40) },
            };
            var steps = new RescaleSteps(factor, &stage, (int)range.Lowest, (int)range.Highest, sums);
            Assert.True(steps.Find(), $"seed {seed}");
            var same = true;
            for (var sum = range.Lowest; sum <= range.Highest && same; sum++)
            {
                same = stage.ValueOf(factor, (int)sum) == Apply(forged, &stage, (int)sum);
            }

            Assert.True(same == FloatRescaleProof.Holds(steps, forged), $"seed {seed}: {factor}, {forged}");
            refused += same ? 0 : 1;
        }

        Assert.InRange(refused, 70, 250);
    }

    [Fact]
    public void SumsBeyondThirtyBitsAndLeftShiftsAreRefused()
    {
        if (!Avx2.IsSupported)
        {
            return;
        }

        var stage = new OutputStage { Min = -128, Max = 127 };
        Assert.False(FloatRescaleProof.TryFind(new(1 << 30, -20), &stage, new(-(1L << 30) - 1, 0), out _));
        Assert.False(FloatRescaleProof.TryFind(new(1 << 30, -20), &stage, new(0, (1L << 30) + 1), out _));
        Assert.False(FloatRescaleProof.TryFind(new(1 << 30, 1), &stage, new(-100, 100), out _));
    }

    [Fact]
    public void ASumThatNeverMattersIsProved()
    {
        if (!Avx2.IsSupported)
        {
            return;
        }

        var stage = new OutputStage { OutputZeroPoint = 3, Min = -128, Max = 127 };
        Assert.True(FloatRescaleProof.TryFind(new(1 << 30, -31), &stage, new(-(1L << 30), (1L << 30) - 1), out var rescale));
        Assert.Equal(new FloatRescale(0, 3, 3), rescale);
    }

    /// <summary>Sums of up to 2^19 that reach some or all outputs; zero point and limits of any kind.</summary>
    private static (QuantizedMultiplier Factor, OutputStage Stage, SumRange Range) Next(Random random)
    {
        var bits = random.Next(4, 19);
        var (lowest, highest) = (-random.Next(1 << bits), random.Next(1 << bits));
        var factor = QuantizedMultiplier.From((random.NextDouble() + 0.01) * 400 / (1 << bits) / (random.Next(4) == 0 ? 50 : 1));
        factor = factor.Shift > 0 ? new(factor.Multiplier, 0) : factor;
        var zeroPoint = random.Next(3) == 0 ? random.Next(-128, 128) : -128;
        var min = random.Next(3) == 0 ? random.Next(-128, 100) : -128;
        return (factor, new OutputStage { OutputZeroPoint = zeroPoint, Min = min, Max = random.Next(3) == 0 ? random.Next(min, 128) : 127 }, new(lowest, highest));
    }

    private static int Apply(FloatRescale rescale, OutputStage* stage, int sum) =>
        Math.Clamp(
            FloatRescale.TwoSided(
                Vector256.Create(sum), Vector256.Create(rescale.Scale), Vector256.Create(rescale.Offset), Vector256.Create(rescale.NegativeOffset))[0],
            stage->Min, stage->Max);
}
