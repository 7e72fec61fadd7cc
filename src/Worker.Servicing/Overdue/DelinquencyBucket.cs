namespace Worker.Servicing.Overdue;

/// <summary>How late an unpaid installment is, in steps of 30 days.</summary>
public enum DelinquencyBucket
{
    /// <summary>1 to 30 days past due.</summary>
    M1 = 1,

    /// <summary>31 to 60 days past due.</summary>
    M2,

    /// <summary>61 to 90 days past due.</summary>
    M3,

    /// <summary>91 days past due and more.</summary>
    M4Plus,
}

public static class DelinquencyBuckets
{
    /// <summary>The bucket's name: <c>M1</c>, <c>M2</c>, <c>M3</c>, <c>M4+</c>.</summary>
    public static string Name(this DelinquencyBucket bucket) => bucket switch
    {
        DelinquencyBucket.M1 => "M1",
        DelinquencyBucket.M2 => "M2",
        DelinquencyBucket.M3 => "M3",
        DelinquencyBucket.M4Plus => "M4+",
        _ => throw new ArgumentOutOfRangeException(nameof(bucket), bucket, null),
    };
}
