using System.Numerics;

namespace Worker.Servicing.Tests.Ledger;

/// <summary>An exact number, so that what is checked against it owes nothing to decimal's rounding.</summary>
internal readonly record struct Fraction(BigInteger Numerator, BigInteger Denominator)
{
    public static Fraction Of(decimal value)
    {
        BigInteger denominator = BigInteger.One;
        while (value != decimal.Truncate(value))
        {
            value *= 10;
            denominator *= 10;
        }

        return new Fraction(new BigInteger(value), denominator);
    }

    public static Fraction Min(Fraction a, Fraction b) => a.Numerator * b.Denominator <= b.Numerator * a.Denominator ? a : b;

    public static Fraction operator +(Fraction a, Fraction b) =>
        a.Denominator == b.Denominator
            ? a with { Numerator = a.Numerator + b.Numerator }
            : new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Fraction operator *(Fraction a, Fraction b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Fraction operator /(Fraction a, int divisor) => new(a.Numerator, a.Denominator * divisor);

    public long RoundHalfEven()
    {
        BigInteger floor = BigInteger.DivRem(Numerator, Denominator, out BigInteger rest);
        int half = (rest * 2).CompareTo(Denominator);
        return (long)(half > 0 || (half == 0 && !floor.IsEven) ? floor + 1 : floor);
    }
}
