namespace Worker.Demo;

/// <param name="Customers">How many customers, 1 to 100,000.</param>
/// <param name="Days">How many days it walks through, 1 to 400.</param>
/// <param name="From">The first day.</param>
internal sealed record DemoOptions(int Customers, int Days, DateOnly From, bool Keep, bool ServesSite);
