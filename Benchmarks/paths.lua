-- wrk asks for the addresses of a file one after the other, and says what the Python side reads: one line of figures.
local paths, place, asked = {}, 0, 0

function init(args)
    for line in io.lines(args[1]) do paths[#paths + 1] = line end
    math.randomseed(2026)
end

function request()
    place = place % #paths + 1
    -- As behind a proxy, from many visitors: one alone would soon be asked to wait.
    asked = asked + 1
    local visitor = string.format("10.%d.%d.%d", math.floor(asked / 65536) % 256, math.floor(asked / 256) % 256, asked % 256)
    return wrk.format("GET", paths[place], { ["X-Forwarded-For"] = visitor })
end

function done(summary, latency)
    local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
    io.write(string.format("FIGURES %d %d %d %d %d %d\n", summary.requests, summary.duration, failed,
        latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end
