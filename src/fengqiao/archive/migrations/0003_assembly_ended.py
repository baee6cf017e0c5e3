from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0002_sealed_stands'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='assembly',
            index=models.Index(fields=['asked_by_id', '-finished_at'], name='assembly_ended'),
        ),
    ]
