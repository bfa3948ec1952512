FROM python:3.11-slim AS parts
COPY requirements/ /requirements/
RUN python -m venv /parts \
 && /parts/bin/pip install --no-cache-dir \
    --constraint /requirements/constraints.txt --requirement /requirements/app.txt

FROM python:3.11-slim
RUN useradd --system --home-dir /data --create-home argmap
COPY --from=parts /parts /parts
COPY manage.py /app/
COPY requirements/ /app/requirements/
COPY templates/ /app/templates/
COPY static/ /app/static/
COPY argmap/ /app/argmap/
WORKDIR /app
USER argmap
ENV DATA_DIR=/data HOST=0.0.0.0 PORT=8000 PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=6s --start-period=60s \
  CMD ["/parts/bin/python", "-c", "from argmap.serve import answers; raise SystemExit(not answers())"]
CMD ["/parts/bin/python", "-m", "argmap.serve"]
