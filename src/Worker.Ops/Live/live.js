// Keeps what a page shows of runs up to date. Without scripts the page has a link that loads it again.
(() => {
    const progress = document.querySelector("[data-live]");
    if (!progress || !window.EventSource) {
        return;
    }

    let source = null;

    const reloadFigures = async () => {
        const response = await fetch(location.href, { credentials: "same-origin", redirect: "error", headers: { "X-By-Itself": "1" } });
        if (!response.ok) {
            return;
        }

        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        for (const figures of document.querySelectorAll("[data-figures]")) {
            const fresh = page.querySelector(`[data-figures="${CSS.escape(figures.dataset.figures)}"]`);
            if (fresh && fresh.innerHTML !== figures.innerHTML) {
                const open = [...figures.querySelectorAll("details")].map(details => details.open);
                figures.replaceChildren(...fresh.childNodes);
                figures.querySelectorAll("details").forEach((details, index) => { details.open = open[index] ?? details.open; });
            }
        }
    };

    const listen = () => {
        source = new EventSource(progress.dataset.live);
        source.addEventListener("progress", event => { progress.innerHTML = event.data; });
        source.addEventListener("ended", () => { reloadFigures().catch(() => {}); });
    };

    // A page that nobody looks at asks for nothing.
    document.addEventListener("visibilitychange", () => {
        if (document.hidden) {
            source?.close();
            source = null;
        } else if (!source) {
            listen();
            reloadFigures().catch(() => {});
        }
    });

    if (!document.hidden) {
        listen();
    }
})();
