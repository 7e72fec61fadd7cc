namespace Worker.Testing.Watching;

/// <summary>Stands between a worker and what it calls: database, channels, mail. It sees every call, and may keep it from happening.</summary>
public interface ICallWatch
{
    /// <summary>Makes a call, or does not, or makes it and keeps its answer.</summary>
    Task<T> MakeAsync<T>(Call<T> call);
}

/// <summary>A call that a worker is about to make.</summary>
/// <param name="Name">What it is: <c>write</c>, <c>debit</c>, <c>mail</c>, with what it is about.</param>
/// <param name="MakeAsync">Makes it.</param>
/// <param name="Fail">What comes instead of its answer when it fails for a moment: an answer that says so, or an exception.</param>
public sealed record Call<T>(string Name, Func<Task<T>> MakeAsync, Func<T> Fail);
